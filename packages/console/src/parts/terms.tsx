import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import classes from './terms.module.css';

export type Row = readonly [term: string, value: ReactNode];

/** Terms on the left, values beside them; what is not known is said. */
export function Terms({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className={classes['terms']}>
      {rows.map(([term, value]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>
            {value === null || value === '' ? (
              <Text span size="sm" c="dimmed">
                {texts.none}
              </Text>
            ) : (
              value
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
