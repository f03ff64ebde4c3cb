// SPDX-License-Identifier: Apache-2.0
// CPU seconds of a process with all its threads, and which cores a process gets.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** Clock ticks in user and kernel mode that a line of /proc/PID/stat tells (proc(5), fields 14 and 15). */
export function ticksOf(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold blanks and brackets
  return Number(fields[11]) + Number(fields[12]);
}

const ticksPerSecond = () => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

export function cpuSeconds(pid) {
  return ticksOf(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')) / ticksPerSecond();
}

/** Numbers of a list such as `0-2,5`. */
export function coresOf(list) {
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** A core for the server, the others for the client; nothing is pinned where there is only one. */
export function pins() {
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
  const [first, ...others] = coresOf(allowed);
  if (others.length === 0) return { server: [], client: [], told: 'nothing is pinned: there is one core' };
  return {
    server: ['taskset', '-c', String(first)],
    client: ['taskset', '-c', others.join(',')],
    told: `servers run on core ${first} alone, the client on ${others.join(', ')}`,
  };
}
