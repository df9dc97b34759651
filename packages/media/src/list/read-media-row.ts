import type { BootNetwork } from '@netberth/network';
import type { MediumTarget } from '../network/medium-target.ts';
import { parseMediumWay, type WayField, type WayText } from '../network/parse-medium-way.ts';
import type { MediaListColumn } from './media-list-columns.ts';

/** One medium of a list: its file's name without an ending, and how it reaches the server. */
export type MediaRow = {
  readonly name: string;
  readonly network: BootNetwork;
  readonly target: MediumTarget;
};

export type ReadMediaRow =
  | { readonly kind: 'row'; readonly row: MediaRow; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const columnOf: Readonly<Record<WayField, MediaListColumn>> = {
  ip: 'ip',
  gateway: 'gateway',
  dns: 'dns',
  vlan: 'vlan',
  mac: 'mac',
  bootUrl: 'boot_url',
};

/** A row by its columns. What a cell leaves empty, or has no column, comes from `defaults`. */
export function readMediaRow(
  columns: readonly MediaListColumn[],
  cells: readonly string[],
  defaults: WayText,
): ReadMediaRow {
  if (cells.length > columns.length)
    return { kind: 'refused', problems: [`it has ${cells.length} cells, the header ${columns.length}`] };
  const cell = (column: MediaListColumn) => cells[columns.indexOf(column)]?.trim() ?? '';
  const one = (column: MediaListColumn, preset: string | null) =>
    cell(column) === '' ? preset : cell(column);
  const several = (column: MediaListColumn, preset: readonly string[]) =>
    cell(column) === '' ? preset : cell(column).split(/[\s,;]+/);
  const way = parseMediumWay({
    ip: several('ip', defaults.ip),
    gateway: several('gateway', defaults.gateway),
    dns: several('dns', defaults.dns),
    vlan: one('vlan', defaults.vlan),
    mac: one('mac', defaults.mac),
    bootUrl: one('boot_url', defaults.bootUrl),
  });
  const name = cell('name');
  const said = (way.kind === 'refused' ? way.problems : way.warnings).map(
    ({ field, message }) => `${columnOf[field]}: ${message}`,
  );
  const unnamed = fileName.test(name)
    ? []
    : [`name: "${name}" cannot be the name of a file: wanted are letters, digits, . _ -`];
  if (way.kind === 'refused' || unnamed.length > 0)
    return { kind: 'refused', problems: [...unnamed, ...(way.kind === 'refused' ? said : [])] };
  return { kind: 'row', row: { name, network: way.network, target: way.target }, warnings: said };
}
