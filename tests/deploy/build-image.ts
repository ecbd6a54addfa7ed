import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Cmd, Copy, DockerfileParser, Entrypoint, Env, From } from 'dockerfile-ast';
import { root } from './deployed.js';

/** What a Dockerfile comes to: a folder that stands for the root of its last stage. */
export interface Image {
  readonly folder: string;
  readonly workdir: string;
  /** Its own variables; PATH goes over the one of this machine. */
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  /** ENTRYPOINT and CMD. */
  readonly words: readonly string[];
}

interface Stage {
  readonly folder: string;
  workdir: string;
  environment: Record<string, string>;
  user: string;
  entrypoint: readonly string[];
  command: readonly string[];
}

/**
 * Carries out a Dockerfile's instructions on this machine, each stage in a folder of its own: this machine stands for the base
 * image, and what git would check out for the context. So a RUN may only name paths below its WORKDIR.
 */
export function buildImage(text: string, scratch: string): Image {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((argument) => argument.getValue());
    if (keyword === 'ARG' || keyword === 'EXPOSE') continue;
    if (instruction instanceof From) {
      stage = beginStage(instruction, stages, scratch);
      continue;
    }
    if (stage === undefined) throw new Error(`${keyword} before FROM`);
    if (instruction instanceof Copy) copy(instruction, stage, stages);
    else if (instruction instanceof Entrypoint) stage.entrypoint = jsonWords(instruction);
    else if (instruction instanceof Cmd) stage.command = jsonWords(instruction);
    else if (instruction instanceof Env) {
      for (const property of instruction.getProperties())
        stage.environment[property.getName()] = property.getValue() ?? '';
    } else if (keyword === 'RUN') run(instruction.getArgumentsContent() ?? '', stage);
    else if (keyword === 'USER') stage.user = words[0] ?? '';
    else if (keyword === 'WORKDIR') {
      stage.workdir = words[0] ?? '/';
      mkdirSync(join(stage.folder, stage.workdir), { recursive: true });
    } else throw new Error(`${keyword} is not known here`);
  }
  if (stage === undefined) throw new Error('no stage');
  const { folder, workdir, environment, user, entrypoint, command } = stage;
  return { folder, workdir, environment, user, words: [...entrypoint, ...command] };
}

function beginStage(from: From, stages: Map<string, Stage>, scratch: string): Stage {
  const name = from.getBuildStage() ?? `stage-${stages.size}`;
  const folder = join(scratch, name);
  mkdirSync(folder);
  const base = stages.get(from.getImage() ?? '');
  if (base !== undefined) cpSync(base.folder, folder, { recursive: true, verbatimSymlinks: true });
  const stage: Stage = {
    ...{ folder, workdir: base?.workdir ?? '/', user: base?.user ?? '' },
    environment: { ...base?.environment },
    ...{ entrypoint: [], command: [] },
  };
  stages.set(name, stage);
  return stage;
}

function copy(instruction: Copy, stage: Stage, stages: ReadonlyMap<string, Stage>): void {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const [target = '', ...sources] = words.toReversed();
  const from = instruction.getFromFlag()?.getValue() ?? undefined;
  const origin = from === undefined ? undefined : stages.get(from);
  if (from !== undefined && origin === undefined) throw new Error(`there is no stage ${from}`);
  const to = join(stage.folder, resolve(stage.workdir, target));
  for (const source of sources) {
    const path = origin === undefined ? join(root, source) : join(origin.folder, source);
    const isFolder = statSync(path).isDirectory();
    const into = isFolder ? to : target.endsWith('/') ? join(to, source.split('/').at(-1) ?? '') : to;
    if (origin === undefined) copyFromContext(source, isFolder, into);
    else cpSync(path, into, { recursive: true, verbatimSymlinks: true });
  }
}

/** What a fresh clone has of it, with what is not committed yet. */
function copyFromContext(source: string, isFolder: boolean, to: string): void {
  const flags = ['ls-files', '--cached', '--others', '--exclude-standard', '--', source];
  const files = execFileSync('git', flags, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  if (files.length === 0) throw new Error(`git knows no ${source}`);
  for (const file of files) {
    if (!existsSync(join(root, file))) continue;
    const into = isFolder ? join(to, file.slice(source.length)) : to;
    mkdirSync(dirname(into), { recursive: true });
    cpSync(join(root, file), into);
  }
}

function run(command: string, { folder, workdir }: Stage): void {
  execFileSync('sh', ['-ec', command.replaceAll('\\\n', '\n')], {
    cwd: join(folder, workdir),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Not what this run of the tests was started with.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...registryOf(process.env) },
  });
}

/** How npm is told where to fetch from, where that is told by the environment. */
function registryOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) =>
      /^(npm_config_registry|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name),
    ),
  );
}

function jsonWords(instruction: Entrypoint | Cmd): string[] {
  return instruction.getJSONStrings().map((word) => word.getJSONValue());
}
