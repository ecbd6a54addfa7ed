import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { parse } from 'yaml';
import { beforeAll, expect, test } from 'vitest';
import { loadConfiguration } from '@eventbook/collector/config/load';
import { settings } from '@eventbook/collector/config/settings';
import { nsqPrograms } from '../support/nsq-programs.js';
import { pythonEnvironment } from '../support/python-environment.js';
import { deployed, root } from './deployed.js';
import { type Container, files, folder, manifests, ofKind, workloads } from './manifests.js';

const validator = 'kubernetes-validate==1.37.0';
let python: string;
beforeAll(() => {
  python = pythonEnvironment('kubernetes-validate-1.37.0', [validator]);
}, 300_000);

const containers = workloads.flatMap(({ name, spec }) =>
  [...(spec.initContainers ?? []), ...spec.containers].map((container) => ({ workload: name, container })),
);
const ours = containers.filter(
  ({ container }) => container.image === 'eventbook-collector' && container.args,
);

test('every file passes the strict schemas of Kubernetes', () => {
  const isKnown = (file: string): boolean => file !== 'monitoring.yaml';
  const scratch = mkdtempSync(join(mkCache(), 'manifests-'));
  try {
    // A ServiceMonitor is none of Kubernetes' own kinds: the next test is for it.
    const own = manifests.filter(({ kind }) => kind === 'Service').map((one) => JSON.stringify(one));
    const paths = own.map((text, index) => {
      const path = join(scratch, `${index}.json`);
      writeFileSync(path, text);
      return path;
    });
    const all = [...files.filter(isKnown).map((file) => join(folder, file)), ...paths];
    const { status, stdout, stderr } = spawnSync(
      python,
      ['-m', 'kubernetes_validate', '--strict', '--quiet', ...all],
      {
        encoding: 'utf8',
      },
    );
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

test('the ServiceMonitor, and the alerts as a PrometheusRule, are what the operator takes', () => {
  const monitors = ofKind('ServiceMonitor');
  expect(monitors).toHaveLength(1);
  for (const monitor of monitors) new ServiceMonitor(monitor as never).validate();
  const rule = parse(asPrometheusRule()) as { spec: unknown };
  new PrometheusRule(rule as never).validate();
  expect(rule.spec).toEqual(parse(deployed('prometheus/alerts.yaml')));
  // The schema above lets through what it does not know; the compiler does not.
  const typed = [
    ...monitors.map((monitor) => ['ServiceMonitor', monitor] as const),
    ['PrometheusRule', rule] as const,
  ];
  expect(complaints(typed)).toBe('');
});

/** By the command that deploy/README.md gives, with `cat` for kubectl. */
function asPrometheusRule(): string {
  const [, command = ''] = /```sh\n(\{ cat <<'EOF'.*?)```/su.exec(deployed('README.md')) ?? [];
  expect(command).toContain('kubectl apply -f -');
  const script = command.replace('kubectl apply -f -', 'cat');
  return spawnSync('sh', ['-c', script], { cwd: root, encoding: 'utf8' }).stdout;
}

function complaints(typed: readonly (readonly [kind: string, value: unknown])[]): string {
  const scratch = mkdtempSync(join(mkCache(), 'typed-'));
  try {
    const kinds = [...new Set(typed.map(([kind]) => kind))];
    const from = '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
    const lines = [
      ...kinds.map((kind) => `import type { I${kind} } from '${from}/${kind}';`),
      ...typed.map(([kind, value], index) => `export const it${index}: I${kind} = ${JSON.stringify(value)};`),
    ];
    const path = join(scratch, 'typed.ts');
    writeFileSync(path, lines.join('\n'));
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    return spawnSync('npx', ['tsc', '--ignoreConfig', ...flags, path], { cwd: root, encoding: 'utf8' })
      .stdout;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function mkCache(): string {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  return cache;
}

function environmentOf({ envFrom = [], env = [] }: Container): Record<string, string> {
  const maps = envFrom.map(({ configMapRef }) => {
    const found = ofKind('ConfigMap').find(({ metadata }) => metadata.name === configMapRef.name);
    if (found?.data === undefined) throw new Error(`there is no ConfigMap ${configMapRef.name}`);
    return found.data;
  });
  const own = env.map(({ name, value, valueFrom }) => [name, value ?? JSON.stringify(valueFrom)] as const);
  return Object.assign({}, ...maps, Object.fromEntries(own)) as Record<string, string>;
}

test('our containers are configured with settings that the program knows, and takes', () => {
  expect(ours.map(({ workload }) => workload).sort()).toEqual([
    'collector',
    'orders',
    'seller-hook',
    'warehouse',
  ]);
  for (const { workload, container } of ours) {
    const environment = environmentOf(container);
    const { configuration } = loadConfiguration({ file: undefined, environment, flags: {} });
    expect(configuration.catalog, workload).toBeDefined();
    expect(configuration.data).toBe('/data');
    expect(configuration.nsqlookupd).toHaveLength(2);
    // Otherwise neither a probe nor Prometheus comes in.
    expect(configuration.operators_host).toBe('0.0.0.0');
    const ports = Object.fromEntries((container.ports ?? []).map((port) => [port.name, port.containerPort]));
    expect(ports['operators']).toBe(settings.operators_port.default);
    if (container.args?.[0] === 'serve') expect(ports['events']).toBe(settings.port.default);
    else expect(container.args?.[0]).toBe('sink');
  }
});

test('nsqd and nsqlookupd are started with flags that they know', () => {
  const programs = containers.filter(({ container }) => container.name.startsWith('nsq'));
  expect(programs).toHaveLength(2);
  for (const { container } of programs) {
    const { stderr } = spawnSync(join(nsqPrograms(), container.name), ['--help'], { encoding: 'utf8' });
    const known = new Set([...stderr.matchAll(/^ {2}-([a-z-]+)/gmu)].map(([, flag = '']) => flag));
    const given = (container.args ?? []).map((arg) => /^--([a-z-]+)=/.exec(arg)?.[1] ?? arg);
    expect(given.filter((flag) => !known.has(flag))).toEqual([]);
    expect(container.args).toContain('--broadcast-address=$(POD_IP)');
  }
});

test('nothing runs as root, writes its root or keeps a right, but for the one that gives a folder away', () => {
  for (const { workload, container } of containers) {
    const { securityContext: own = {}, resources } = container;
    const isOwner = container.command?.[0] === 'chown';
    const capabilities = isOwner ? { drop: ['ALL'], add: ['CHOWN'] } : { drop: ['ALL'] };
    const expected = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities };
    expect(own, workload).toMatchObject(expected);
    expect(own['runAsUser']).toBe(isOwner ? 0 : undefined);
    expect(resources?.limits?.memory, workload).toBeDefined();
    expect(resources?.limits?.cpu, workload).toBeUndefined();
  }
  for (const { name, spec } of workloads) {
    expect(spec.securityContext, name).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(spec.enableServiceLinks, name).toBe(false);
  }
});

test('what refers to something else finds it', () => {
  const names = (kind: string): string[] => ofKind(kind).map(({ metadata }) => metadata.name);
  const fits = (labels: Readonly<Record<string, string>>, wanted: object): boolean =>
    Object.entries(wanted).every(([key, value]) => labels[key] === value);
  const pods = workloads.map(({ name, metadata, spec }) => ({ name, labels: metadata.labels, spec }));
  for (const { kind, metadata, spec } of ofKind(
    'Service',
    'PodDisruptionBudget',
    'DaemonSet',
    'StatefulSet',
  )) {
    const selector = spec?.selector ?? {};
    const wanted = ('matchLabels' in selector ? selector.matchLabels : selector) as Record<string, string>;
    const found = pods.filter(({ labels }) => fits(labels, wanted));
    expect(found.length, `${kind} ${metadata.name}`).toBeGreaterThan(0);
    if (kind !== 'Service') expect(found).toHaveLength(1);
    for (const { port, targetPort = port } of kind === 'Service' ? (spec?.ports ?? []) : []) {
      for (const { name, spec: pod } of found) {
        const open = pod.containers.flatMap(({ ports = [] }) =>
          ports.flatMap((one) => [one.name, one.containerPort]),
        );
        expect(open, `${metadata.name} to ${name}`).toContain(targetPort);
      }
    }
  }
  for (const { serviceName } of workloads)
    if (serviceName !== undefined) expect(names('Service')).toContain(serviceName);
  for (const { spec } of workloads) expect(names('ServiceAccount')).toContain(spec.serviceAccountName);
  const [monitor] = ofKind('ServiceMonitor');
  const watched = ofKind('Service').filter(({ metadata }) =>
    fits(metadata.labels ?? {}, (monitor?.spec?.selector as { matchLabels: object }).matchLabels),
  );
  expect(watched.map(({ metadata }) => metadata.name)).toEqual(['eventbook-operators']);
  for (const { port } of monitor?.spec?.endpoints ?? [])
    expect(watched[0]?.spec?.ports?.map(({ name }) => name)).toContain(port);
  // Every one of ours is watched, and nobody else.
  const telling = pods.filter(({ labels }) => fits(labels, watched[0]?.spec?.selector ?? {}));
  expect(telling.map(({ name }) => name).sort()).toEqual(ours.map(({ workload }) => workload).sort());
});

test('what has to be made by hand is told: secrets, and the label of nodes', () => {
  const page = deployed('README.md');
  const secrets = containers.flatMap(({ container: { env = [] } }) =>
    env.flatMap(({ valueFrom }) => (valueFrom?.secretKeyRef === undefined ? [] : [valueFrom.secretKeyRef])),
  );
  expect(secrets).toHaveLength(3);
  for (const { name, key } of secrets)
    expect(page).toMatch(new RegExp(`secret generic ${name}\\b.*--from-literal=${key}=`));
  expect(page).toContain('eventbook/collector=true');
});

test('kustomization.yaml names every file', () => {
  const { resources } = parse(deployed('kubernetes/kustomization.yaml')) as { resources: string[] };
  expect(resources.toSorted()).toEqual(files.toSorted());
});
