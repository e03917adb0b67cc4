// A certified OpenID Connect provider on a loopback port, for tests. It is honest to the client "toombos"; each other client
// names the lie that it is told: "toombos-nonce" gets a token for another sign-in, and so on.
// usage: node issuer.mjs REDIRECT_ADDRESS...   prints its address, ends when its input does
import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const secret = 'a-secret-of-forty-characters-for-tests-+/';
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const strangers = (await generateKeyPair('RS256')).privateKey;
const jwk = { ...(await exportJWK(privateKey)), kid: 'test-key', use: 'sig', alg: 'RS256' };

const sign = (claims, key = privateKey) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test-key' }).sign(key);
const lies = {
  nonce: claims => sign({ ...claims, nonce: 'of-another-sign-in' }),
  audience: claims => sign({ ...claims, aud: 'another-program' }),
  audiences: claims => sign({ ...claims, aud: [claims.aud, 'another-program'] }),
  party: claims => sign({ ...claims, azp: 'another-program' }),
  issuer: claims => sign({ ...claims, iss: 'https://issuer.example' }),
  expired: claims => sign({ ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 }),
  stranger: claims => sign(claims, strangers),
  none: claims => new UnsecuredJWT(claims).encode(),
  shared: claims => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret)),
  unverified: claims => sign({ ...claims, email: claims.sub, email_verified: false }),
  silent: claims => sign(claims),
  post: null,
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const clients = [null, ...Object.keys(lies)].map(lie => ({
    client_id: lie ? `toombos-${lie}` : 'toombos', client_secret: secret, redirect_uris: process.argv.slice(2),
    token_endpoint_auth_method: lie === 'post' ? 'client_secret_post' : 'client_secret_basic',
  }));
  const provider = new Provider(address, {
    clients,
    jwks: { keys: [jwk] },
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: (context, id) => ({
      accountId: id,
      claims: () => context.oidc.client?.clientId === 'toombos-silent' ? { sub: id } : { sub: id, email: id, email_verified: true, name: 'Ada Example' },
    }),
  });
  provider.use(async (context, next) => {
    await next();
    const lie = lies[context.oidc?.client?.clientId?.slice('toombos-'.length)];
    if (context.oidc?.route === 'token' && lie && context.body?.id_token) context.body.id_token = await lie(decodeJwt(context.body.id_token));
  });
  server.on('request', provider.callback());
  console.log(address);
});
process.stdin.resume().on('end', () => process.exit(0));
