// Broadcasts a message to all who are connected, as often as a line on standard input says: node sockets.mjs message pause
import { WebSocketServer } from 'ws'
import { createInterface } from 'node:readline'

const [message, pause] = process.argv.slice(2)
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => console.log(`ws://127.0.0.1:${server.address().port}/`))
server.on('connection', socket => socket.once('message', () => socket.send('{"type":"subscribed"}')))

let sequence = 1000
createInterface({ input: process.stdin }).on('line', async events => {
  const kept = JSON.parse(message)
  for (let left = Number(events); left > 0; left--) {
    // As many bytes as ours: six digits of the second behind the point.
    Object.assign(kept.event, { sequence: ++sequence, at: new Date().toISOString().replace('Z', '000+00:00') })
    const bytes = Buffer.from(JSON.stringify(kept))
    for (const client of server.clients) client.send(bytes, { binary: false })
    await new Promise(done => setTimeout(done, Number(pause)))
  }
  console.log('told')
})
