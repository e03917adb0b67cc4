// A directory of identities and a server of the AT Protocol with one account, each on a port of loopback.
//   node bluesky.mjs FOLDER PORT READY    writes the account's address with its app password to the file READY when both answer
import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import { once } from 'node:events'
import directoryServer from '@did-plc/server'
import pdsServer from '@atproto/pds'

const [folder, port, ready] = process.argv.slice(2)
const { PlcServer, Database } = directoryServer
const { PDS, envToCfg, envToSecrets, readEnv } = pdsServer
const secret = () => crypto.randomBytes(32).toString('hex')
const loopback = async (app, at) => {
  const server = http.createServer(app).listen(at, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const directory = await loopback(PlcServer.create({ db: Database.mock() }).app, 0)

Object.assign(process.env, {
  PDS_PORT: port, PDS_HOSTNAME: 'localhost', PDS_SERVICE_DID: 'did:web:localhost', PDS_DEV_MODE: 'true',
  PDS_DATA_DIRECTORY: folder, PDS_BLOBSTORE_DISK_LOCATION: `${folder}/blobs`, PDS_DID_PLC_URL: `http://127.0.0.1:${directory.address().port}`,
  PDS_SERVICE_HANDLE_DOMAINS: '.test', PDS_INVITE_REQUIRED: 'false', PDS_ENABLE_DID_DOC_WITH_SESSION: 'true',
  PDS_JWT_SECRET: secret(), PDS_ADMIN_PASSWORD: secret(), PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: secret(),
})
const env = readEnv()
const pds = await PDS.create(envToCfg(env), envToSecrets(env))
// It would listen on every address of the machine.
pds.app.listen = (at) => http.createServer(pds.app).listen(at, '127.0.0.1')
await pds.start()

const call = async (method, body, token) => {
  const answer = await fetch(`http://127.0.0.1:${port}/xrpc/${method}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
const account = await call('com.atproto.server.createAccount', { handle: 'harbour.test', email: 'ada@harbour.test', password: secret() })
const { password } = await call('com.atproto.server.createAppPassword', { name: 'Toombos' }, account.accessJwt)
fs.writeFileSync(`${ready}.new`, `http://harbour.test:${password}@127.0.0.1:${port}`)
fs.renameSync(`${ready}.new`, ready)
