import { LogController } from 'fastify';

/** No line a request: in a boot storm the log would be the slowest part. Errors are logged where they are handled. */
export const quietLog = new LogController({ disableRequestLogging: true });
