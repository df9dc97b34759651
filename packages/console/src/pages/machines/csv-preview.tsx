import { Table, Text } from '@mantine/core';
import { texts } from '../../texts/texts.ts';
import classes from './csv-preview.module.css';
import type { CsvFault, CsvReading, CsvRow } from './read-machine-csv.ts';

const words = texts.csv;
const mostRows = 200;

type Props = {
  readonly reading: CsvReading;
  /** By line: why the server has refused a row that could be read. */
  readonly refusals: ReadonlyMap<number, string>;
};

/** The rows of a file as they were read, faulty ones first, each fault at its value. */
export function CsvPreview({ reading, refusals }: Props) {
  const { columns } = reading;
  const rows = reading.rows.map((row) => withRefusal(row, refusals.get(row.line)));
  const sorted = [...rows.filter(isFaulty), ...rows.filter((row) => !isFaulty(row))];
  return (
    <>
      <Table.ScrollContainer minWidth={600} mah="50vh" type="native" tabIndex={0}>
        <Table stickyHeader>
          <Table.Caption>
            {rows.length > mostRows ? words.firstRows(mostRows, rows.length) : words.allRows}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {[words.lineNumber, ...columns].map((title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(0, mostRows).map((row) => (
              <Row key={row.line} row={row} columns={columns} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function isFaulty({ faults }: CsvRow): boolean {
  return faults.length > 0;
}

function withRefusal(row: CsvRow, refusal: string | undefined): CsvRow {
  return refusal === undefined ? row : { ...row, faults: [...row.faults, { column: null, what: refusal }] };
}

function Row({ row, columns }: { readonly row: CsvRow; readonly columns: readonly string[] }) {
  const { line, values, faults } = row;
  const whole = faults.filter(({ column }) => column === null || !columns.includes(column));
  return (
    <Table.Tr className={isFaulty(row) ? classes['faulty'] : undefined}>
      <Table.Th scope="row">
        {line}
        <Faults faults={whole} />
      </Table.Th>
      {columns.map((column) => (
        <Table.Td key={column}>
          <span className="nb-mono">{values.get(column)}</span>
          <Faults faults={faults.filter((fault) => fault.column === column)} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Faults({ faults }: { readonly faults: readonly CsvFault[] }) {
  return faults.map(({ what }) => (
    <Text key={what} size="xs" fw={600} className={classes['fault'] ?? ''}>
      {what}
    </Text>
  ));
}
