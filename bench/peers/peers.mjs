// Times peers on the same inputs, in the same run, on the same machine: node peers.mjs sample.md thousand.md templates/ view.json
import { readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { unified } from 'unified'
import remarkParse from 'remark-parse'
import remarkGfm from 'remark-gfm'
import { Liquid } from 'liquidjs'

const [sample, thousand] = process.argv.slice(2, 4).map(file => readFileSync(file, 'utf8'))
const [templates, viewFile] = process.argv.slice(4)

// As Quick does in C#: warm up, then at least ten calls in two seconds; the median.
function median(work) {
  for (const end = performance.now() + 1500; performance.now() < end;) work()
  const times = []
  for (const end = performance.now() + 2000; performance.now() < end || times.length < 10;) {
    const started = performance.now()
    work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[times.length >> 1]
}

const markdownIt = new MarkdownIt({ html: true, linkify: true })
const remark = unified().use(remarkParse).use(remarkGfm)
const figures = {
  'Parse the sample': { 'markdown-it': median(() => markdownIt.parse(sample, {})), remark: median(() => remark.parse(sample)) },
  'Parse a thousand items': { 'markdown-it': median(() => markdownIt.parse(thousand, {})), remark: median(() => remark.parse(thousand)) },
}

const liquid = new Liquid({ root: templates, extname: '.liquid', outputEscape: 'escape', cache: true })
const view = JSON.parse(readFileSync(viewFile, 'utf8'))
if (!liquid.renderFileSync('email/modern', view).includes('</html>')) throw new Error('liquidjs drew no page')
figures['Render the newsletter'] = { liquidjs: median(() => liquid.renderFileSync('email/modern', view)) }

console.log(JSON.stringify(figures))
