import { readCsv, UnreadableList, type CsvLine } from '@netberth/media/node';
import { readFields } from '@netberth/slips/fields';
import type { z } from 'zod';
import { Failure } from '../../failure.ts';
import { listFile } from '../../media/list-file.ts';
import { openstackBoot } from '../openstack-definitions.ts';
import { readBootWish, type BootWish } from './boot-wish.ts';

type Defaults = Omit<z.output<typeof openstackBoot.input>, 'name'>;

const columns = ['name', 'network', 'fixed_ip', 'flavor', 'profile', 'volume'] as const;
type Column = (typeof columns)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

/** The servers of a CSV file; what a row leaves empty comes from `defaults`. Throws a Failure that names every fault. */
export async function readServerList(path: string, defaults: Defaults): Promise<readonly BootWish[]> {
  const problems: string[] = [];
  const wishes: BootWish[] = [];
  for (const { line, cells } of await readRows(path)) {
    const read = readWish(cells, defaults);
    if (read.kind === 'refused') problems.push(...read.problems.map((problem) => `line ${line}: ${problem}`));
    else {
      problems.push(...twins(read.wish, wishes).map((twin) => `line ${line}: ${twin}`));
      wishes.push(read.wish);
    }
  }
  if (problems.length > 0) throw refused(problems);
  return wishes;
}

export async function readServerNames(path: string): Promise<readonly string[]> {
  return (await readRows(path)).map(({ cells }) => cells.name ?? '');
}

function readWish(cells: Cells, defaults: Defaults): ReturnType<typeof readBootWish> {
  const { fixed_ip: ip, profile, volume } = cells;
  const input = readFields(openstackBoot.input, {
    ...defaults,
    name: cells.name,
    network: cells.network ?? defaults.network,
    flavor: cells.flavor ?? defaults.flavor,
    fixedIp: ip === undefined ? defaults.fixedIp : words(ip),
    profile: profile === undefined ? defaults.profile : words(profile),
    volume: volume === undefined ? defaults.volume : Number(volume),
  });
  if (input.ok) return readBootWish(input.value);
  const problems = input.problems.map(({ path, message }) => `${String(path[0])}: ${message}`);
  return { kind: 'refused', problems };
}

function words(cell: string): string[] {
  return cell.split(/[\s,]+/).filter((word) => word !== '');
}

function twins(wish: BootWish, before: readonly BootWish[]): string[] {
  return before.flatMap((other) => [
    ...(other.name === wish.name ? [`"${wish.name}" stands in the list twice`] : []),
    ...wish.fixedIp
      .filter((ip) => other.network === wish.network && other.fixedIp.includes(ip))
      .map((ip) => `${ip} is the address of "${other.name}" already`),
  ]);
}

type ServerRow = { readonly line: number; readonly cells: Cells };

async function readRows(path: string): Promise<readonly ServerRow[]> {
  const [header, ...others] = await readLines(path);
  if (header === undefined) throw refused([`${path} is empty: its first line names the columns`]);
  const named = header.cells.map((cell) => cell.toLowerCase());
  const strange = named.filter((name) => !columns.some((column) => column === name));
  if (strange.length > 0)
    throw refused([`line 1: no such column: ${strange.join(', ')}; there are ${columns.join(', ')}`]);
  if (!named.includes('name')) throw refused(['line 1: the column "name" is missing']);
  if (others.length === 0) throw refused([`${path} has no row below its header`]);
  return others.map(({ line, cells }) => ({ line, cells: cellsOf(named, cells) }));
}

async function readLines(path: string): Promise<CsvLine[]> {
  try {
    const lines: CsvLine[] = [];
    for await (const line of readCsv(await listFile(path))) lines.push(line);
    return lines;
  } catch (error) {
    if (error instanceof UnreadableList) throw refused(error.problems);
    throw error;
  }
}

function cellsOf(named: readonly string[], cells: readonly string[]): Cells {
  return Object.fromEntries(
    named.flatMap((name, index) => {
      const cell = cells[index] ?? '';
      return cell === '' ? [] : [[name, cell]];
    }),
  );
}

function refused(problems: readonly string[]): Failure {
  return new Failure(`Nothing was made:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}
