import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A disk in memory of a size of its own, which can be made larger while it is used. Root alone may have one. */
export class SmallDisk {
  readonly path: string;

  constructor(path: string, mebibytes: number) {
    this.path = path;
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes * 1024}k`, 'tmpfs', path]);
  }

  grow(mebibytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${mebibytes * 1024}k`, this.path]);
  }

  remove(): void {
    execFileSync('umount', ['-l', this.path]);
  }
}
