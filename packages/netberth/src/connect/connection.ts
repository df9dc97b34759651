import type { ApiRequest } from './api-request.ts';
import type { ApiAnswer } from './send-http.ts';

/** An open way to one server's admin plane. */
export type Connection = {
  /** As a person knows it: `https://boot.example`, `the server of ./data`. */
  readonly name: string;
  send(request: ApiRequest): Promise<ApiAnswer>;
  dispose(): Promise<void>;
};
