import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 3_000;
const pollMs = 50;

/**
 * Ends what a job has started: its process group, and every process that carries the job's mark in its
 * environment (a virtual machine or a database that left the group). First asked, then killed.
 * Returns the names of the processes that had to be asked.
 */
export async function stopProcesses(groupId, mark) {
  if (!existsSync('/proc')) {
    sendSignal(-groupId, 'SIGKILL');
    return [];
  }
  await untilNone(groupId, mark, pollMs * 4);
  const leftovers = [...new Set([...groupMembers(groupId), ...markedProcesses(mark)])];
  if (leftovers.length === 0) return [];
  const names = leftovers.map(nameOf).filter(Boolean);
  for (const pid of leftovers) sendSignal(pid, 'SIGTERM');
  await untilNone(groupId, mark, graceMs);
  for (const pid of [...groupMembers(groupId), ...markedProcesses(mark)]) sendSignal(pid, 'SIGKILL');
  return names;
}

async function untilNone(groupId, mark, timeMs) {
  for (let waitedMs = 0; waitedMs < timeMs; waitedMs += pollMs) {
    if (groupMembers(groupId).length === 0 && markedProcesses(mark).length === 0) return;
    await sleep(pollMs);
  }
}

const processIds = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function groupMembers(groupId) {
  return processIds().filter((pid) => {
    // "pid (name) state parent group …"; the name may hold anything, so count from its closing bracket.
    const [state, , group] = readOrEmpty(`/proc/${pid}/stat`).split(') ').pop().split(' ');
    return Number(group) === groupId && state !== 'Z';
  });
}

function markedProcesses(mark) {
  return processIds().filter((pid) => readOrEmpty(`/proc/${pid}/environ`).split('\0').includes(mark));
}

const nameOf = (pid) => readOrEmpty(`/proc/${pid}/comm`).trim();

/** A process may end, or belong to somebody else, between listing and reading. */
function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code)) return '';
    throw error;
  }
}

function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
