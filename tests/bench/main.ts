import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAcknowledge } from './acknowledge.js';
import { benchBeside } from './beside.js';
import { benchBook } from './book.js';
import { benchDesktop } from './desktop.js';
import { benchDoor } from './door.js';
import { describeMachine } from './machine.js';
import { benchGenerating } from './generating.js';
import { benchMemory } from './memory.js';
import { type Figure, asMarkdown, asTerminalTable } from './table.js';
import { benchPipeline } from './pipeline.js';
import { benchRelay } from './relay.js';
import { benchSending } from './sending.js';
import { benchSwap } from './swap.js';
import { benchWorkers } from './workers.js';
import { benchWriter } from './writer.js';

/**
 * `npm run bench [-- name …] [-- --json file] [-- --markdown file]`: each figure beside the baseline of the same
 * run. `collector` is all of the collector's; all there are where none is named.
 */
const benchmarks: Readonly<Record<string, (scratch: string) => Promise<Figure[]>>> = {
  book: benchBook,
  door: benchDoor,
  workers: benchWorkers,
  beside: benchBeside,
  swap: benchSwap,
  writer: benchWriter,
  memory: benchMemory,
  relay: benchRelay,
  pipeline: benchPipeline,
  acknowledge: benchAcknowledge,
  generating: benchGenerating,
  sending: benchSending,
  desktop: benchDesktop,
};

/** What a name means that stands for several. */
const groups: Readonly<Record<string, readonly string[]>> = {
  collector: ['door', 'workers', 'beside', 'swap', 'writer', 'memory'],
  nsq: ['relay', 'pipeline', 'acknowledge'],
  langpack: ['generating', 'sending'],
};

const { values, positionals: given } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, markdown: { type: 'string' } },
});
const positionals = given.flatMap((name) => (Object.hasOwn(groups, name) ? (groups[name] ?? []) : [name]));
const unknown = positionals.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(
    `No benchmark is named ${unknown.join(', ')}; there are ${[...Object.keys(benchmarks), ...Object.keys(groups)].join(', ')}.`,
  );
  process.exit(2);
}

const machine = describeMachine();
console.log(machine);
const sections: { name: string; figures: Figure[] }[] = [];
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const scratch = await mkdtemp(join(tmpdir(), `eventbook-bench-${name}-`));
  try {
    const figures = await benchmark(scratch);
    sections.push({ name, figures });
    console.log(`\n${name}\n${asTerminalTable(figures)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
const report = { machine, measured_at: new Date().toISOString(), sections };
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (values.markdown !== undefined) {
  const tables = sections.map(({ name, figures }) => `## ${name}\n\n${asMarkdown(figures)}\n`);
  const title = `# Figures\n\nMeasured on ${machine}, ${report.measured_at.slice(0, 10)}, with \`npm run bench\`.\n`;
  await writeFile(values.markdown, `${title}\n${tables.join('\n')}`);
}
