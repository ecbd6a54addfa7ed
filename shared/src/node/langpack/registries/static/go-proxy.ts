import { AppError } from '../../../../errors/app-error.js';
import type { Registry } from '../registry.js';
import { StaticTree } from './tree.js';
import { byVersion } from './versions.js';

/**
 * A Go module proxy from files: `go/<module>/@v/` with list, .info, .mod and .zip of each version
 * (https://go.dev/ref/mod#goproxy-protocol). `go get` reads it over http or, with GOPROXY=file://…, from disk.
 */
export function staticGoProxy(folder: string): Registry {
  const tree = new StaticTree(folder);
  return {
    name: folder,
    tryConnection: () => tree.tryWriting(),
    look: (reference) => {
      const versions = versionsFolder(reference.package);
      return tree.look(
        reference,
        (file) => `${versions}/${file}`,
        async () => (await tree.text(`${versions}/list`)).split('\n').includes(`v${reference.version}`),
      );
    },
    async put({ name, version, files, artifacts, time }) {
      const folderOfVersions = versionsFolder(name);
      const module = files.get('go.mod');
      if (module === undefined) throw new AppError('bug', 'internal', `The langpack ${name} has no go.mod.`);
      await tree.keepArtifacts(artifacts, (file) => `${folderOfVersions}/${file}`);
      await tree.keep(`${folderOfVersions}/v${version}.mod`, module);
      const information = JSON.stringify({ Version: `v${version}`, Time: time });
      await tree.keep(`${folderOfVersions}/v${version}.info`, `${information}\n`);
      await tree.index(`${folderOfVersions}/list`, () => versionList(tree, folderOfVersions));
    },
  };
}

/** Upper case is written with `!`, for file systems that do not tell it apart (https://go.dev/ref/mod#goproxy-protocol). */
function versionsFolder(module: string): string {
  return `go/${module.replace(/[A-Z]/gu, (letter) => `!${letter.toLowerCase()}`)}/@v`;
}

async function versionList(tree: StaticTree, folder: string): Promise<string> {
  const files = (await tree.list(folder)).filter((file) => file.endsWith('.info'));
  const versions = files.map((file) => file.slice(1, -'.info'.length)).sort(byVersion);
  return versions.map((version) => `v${version}\n`).join('');
}
