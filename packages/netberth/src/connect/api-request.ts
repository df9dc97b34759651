import type { Readable } from 'node:stream';
import type { CommandRequest } from '@netberth/api';

/** A request whose body may be a stream: an upload. */
export type ApiRequest = Omit<CommandRequest, 'body'> & { readonly body: string | Readable | null };
