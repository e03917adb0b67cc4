// Drains no-op jobs by one and by two processes of BullMQ, and asks how soon a single one begins.
//   node bullmq.mjs 127.0.0.1:6379
import { fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const [address, part] = process.argv.slice(2);
const [host, port] = address.split(':');
const connection = new Redis({ host, port: Number(port), maxRetriesPerRequest: null });
const jobs = 10_000, single = 200;
const now = () => performance.timeOrigin + performance.now();

if (part === 'work') work();
else await measure();

function work() {
  const starts = [];
  let ended = 0, last = 0;
  const worker = new Worker('bench', async job => { starts.push([job.data.id, now()]); }, { connection, concurrency: 64 });
  worker.on('completed', () => { ended++; last = now(); });
  process.on('disconnect', () => process.exit());
  process.on('message', async message => {
    if (message === 'ended') process.send({ ended, last });
    else if (message === 'starts') process.send(starts.splice(0));
    else if (message === 'one by one') process.send(await oneByOne(new Queue('bench', { connection })));
  });
  worker.waitUntilReady().then(() => process.send('ready'));
}

async function oneByOne(queue) {
  const added = [];
  for (let i = 0; i < single; i++) {
    const id = `${process.pid}-${i}`;
    await queue.add('nothing', { id }, { removeOnComplete: true });
    added.push([id, now()]);
    await pause(37);
  }
  return added;
}

async function measure() {
  const ask = (worker, message) => new Promise(resolve => { worker.once('message', resolve); worker.send(message); });
  const queue = new Queue('bench', { connection });
  await queue.obliterate({ force: true });
  const workers = [await start()];
  await drain(queue, workers, 2000); // warms up
  row('BullMQ on Redis, one process, jobs per second', await drain(queue, workers, jobs));
  await ask(workers[0], 'starts');
  row('BullMQ, same process, P50 and P95 ms', between(await ask(workers[0], 'one by one'), await settled(workers[0])));
  row('BullMQ, other process, P50 and P95 ms', between(await oneByOne(queue), await settled(workers[0])));
  workers.push(await start());
  row('BullMQ on Redis, two processes, jobs per second', await drain(queue, workers, jobs));
  for (const worker of workers) worker.kill();
  await queue.close();
  connection.disconnect();

  async function start() {
    const worker = fork(process.argv[1], [address, 'work']);
    await new Promise(resolve => worker.once('message', resolve));
    return worker;
  }

  async function settled(worker) {
    await pause(1000);
    return ask(worker, 'starts');
  }

  async function drain(queue, workers, count) {
    await queue.pause();
    for (let i = 0; i < count; i += 1000) await queue.addBulk(Array.from({ length: 1000 }, (_, n) => ({ name: 'nothing', data: { id: `${i + n}` }, opts: { removeOnComplete: true } })));
    const before = await ended();
    const from = now();
    await queue.resume();
    let after;
    do {
      await pause(200);
      after = await ended();
    } while (after.ended < before.ended + count);
    return [count / ((after.last - from) / 1000)];
  }

  async function ended() {
    const all = await Promise.all(workers.map(worker => ask(worker, 'ended')));
    return { ended: all.reduce((sum, one) => sum + one.ended, 0), last: Math.max(...all.map(one => one.last)) };
  }
}

function between(added, starts) {
  const began = new Map(starts);
  const times = added.filter(([id]) => began.has(id)).map(([id, at]) => began.get(id) - at).sort((a, b) => a - b);
  if (times.length < single) throw new Error(`${single - times.length} did not begin.`);
  return [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)]];
}

function row(title, values) {
  console.log(`| ${title} | ${values.map(v => v.toFixed(v < 10 ? 1 : 0)).join(' / ')} |`);
}
