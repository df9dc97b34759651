import { UnstyledButton } from '@mantine/core';
import { machineSorts } from '@netberth/api';
import { texts } from '../../texts/texts.ts';
import type { Column } from './columns.tsx';

type Sort = (typeof machineSorts)[number];
type Props = { readonly column: Column; readonly current: Sort; readonly onSort: (sort: Sort) => void };

/** The head of a column; the second press sorts the other way round. */
export function SortButton({ column, current, onSort }: Props) {
  const { title, sort } = column;
  if (sort === undefined) return <div role="columnheader">{title}</div>;
  const reverse = machineSorts.find((known) => known === `-${sort}`) ?? sort;
  const direction = current === sort ? 'ascending' : current === reverse ? 'descending' : 'none';
  const arrow = { ascending: ' ↑', descending: ' ↓', none: '' }[direction];
  return (
    <div role="columnheader" aria-sort={direction}>
      <UnstyledButton
        fz="sm"
        fw={600}
        aria-label={texts.machines.sortBy(title)}
        onClick={() => onSort(direction === 'ascending' ? reverse : sort)}
      >
        {title}
        {arrow}
      </UnstyledButton>
    </div>
  );
}
