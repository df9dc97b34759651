import { mediaIssue, mediaIssueMany } from '@netberth/api';

/** Whoever typed `media create` or `media batch` is told of that, and not of what is behind it. */
export const issueBehindCreate = { ...mediaIssue, cli: { ...mediaIssue.cli, behind: 'media create' } };
export const issueBehindBatch = { ...mediaIssueMany, cli: { ...mediaIssueMany.cli, behind: 'media batch' } };
