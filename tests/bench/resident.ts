import { readFileSync } from 'node:fs';

function status(pid: number, key: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1]) / 1024);
}

export function residentMebibytes(pid: number): number {
  return status(pid, 'VmRSS');
}

export function peakMebibytes(pid: number): number {
  return status(pid, 'VmHWM');
}
