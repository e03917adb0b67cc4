// A store with one bucket on a port of loopback.
//   node bucket.mjs FOLDER PORT READY    writes the bucket's address with its keys to the file READY when it answers
import fs from 'node:fs'
import S3rver from '@20minutes/s3rver'

const [folder, port, ready] = process.argv.slice(2)
await new S3rver({ address: '127.0.0.1', port: Number(port), silent: true, directory: folder, configureBuckets: [{ name: 'harbour' }] }).run()
fs.writeFileSync(`${ready}.new`, `http://S3RVER:S3RVER@127.0.0.1:${port}`)
fs.renameSync(`${ready}.new`, ready)
