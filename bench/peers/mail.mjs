// A mail server that takes everything, and nodemailer's pooled transport sending to it: node mail.mjs mails lines
// Says its port, then after each "send" what nodemailer did, and after each "taken" how many mails came since the last time.
import { createInterface } from 'node:readline'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'

const [mails, lines] = process.argv.slice(2).map(Number)
let taken = 0
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false,
  onData: (stream, session, done) => { stream.resume(); stream.on('end', () => { taken++; done() }) },
})
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port))

const paragraph = 'The ferry sails at nine from the harbour, as it has for many years now, and it takes cars. '
async function send() {
  const transport = createTransport({ host: '127.0.0.1', port: server.server.address().port, pool: true, maxConnections: lines, maxMessages: Infinity, secure: false, ignoreTLS: true })
  const started = performance.now()
  await Promise.all(Array.from({ length: mails }, (_, i) => transport.sendMail({
    from: 'Harbour news <news@harbour.example>', to: `Reader ${i} <reader-${i}@readers.example>`, subject: `News for reader ${i}`,
    html: `<p>Dear reader ${i}</p>${`<p>${paragraph}</p>`.repeat(60)}`, text: `Dear reader ${i}\n\n${`${paragraph}\n\n`.repeat(60)}`,
    headers: { 'List-Unsubscribe': `<https://harbour.example/u/${i}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'List-Id': 'Harbour news <news.harbour.example>' },
  })))
  const seconds = (performance.now() - started) / 1000
  transport.close()
  return mails / seconds
}

createInterface({ input: process.stdin }).on('line', async line => {
  if (line === 'send') console.log(await send())
  if (line === 'taken') { console.log(taken); taken = 0 }
}).on('close', () => process.exit(0))
