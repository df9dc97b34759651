import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string | number; readonly cells: readonly ReactNode[] }[];
  /** Of the columns, so that tables below each other are alike; absent: as their cells need. */
  readonly widths?: readonly string[];
  /** In place of a table without rows. */
  readonly none: string;
  /** Narrower than this it is scrolled by itself, so that the page is not. */
  readonly minWidth?: number;
};

/** A table of which all rows are there: tens, not thousands. */
export function RowTable({ head, rows, none, widths, minWidth = 600 }: Props) {
  if (rows.length === 0) return <Text size="sm">{none}</Text>;
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {head.map((title, index) => (
              <Table.Th key={title} w={widths?.[index]}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => (
                <Table.Td key={head[index]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
