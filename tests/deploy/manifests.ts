import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { deployed, root } from './deployed.js';

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly resources?: {
    readonly requests?: object;
    readonly limits?: { readonly cpu?: string; readonly memory?: string };
  };
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

interface PodSpec {
  readonly serviceAccountName: string;
  readonly enableServiceLinks?: boolean;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
}

type Labels = Readonly<Record<string, string>>;

/** As much of a manifest as the tests ask for. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly selector?: Labels | { readonly matchLabels: Labels };
    readonly serviceName?: string;
    readonly ports?: readonly {
      readonly name: string;
      readonly port: number;
      readonly targetPort?: string;
    }[];
    readonly endpoints?: readonly { readonly port: string; readonly path: string }[];
    readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
  };
}

export const folder = join(root, 'deploy/kubernetes');

/** Every file but the list of them. */
export const files = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');

export const manifests: readonly Manifest[] = files.flatMap((file) =>
  parseAllDocuments(deployed(`kubernetes/${file}`)).map((document) => document.toJS() as Manifest),
);

export function ofKind(...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind));
}

export const workloads = ofKind('DaemonSet', 'StatefulSet', 'Deployment').flatMap(({ metadata, spec }) =>
  spec?.template === undefined ? [] : [{ name: metadata.name, ...spec, ...spec.template }],
);
