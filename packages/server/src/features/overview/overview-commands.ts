import { overviewChart, overviewShow } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { chartOf } from './chart-queries.ts';
import { readOverview } from './read-overview.ts';

export const overviewCommands: readonly CommandHandler[] = [
  handleRead(overviewShow, () => readOverview()),
  handleRead(overviewChart, ({ hours }) => chartOf(hours)),
];
