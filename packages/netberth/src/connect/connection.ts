import type { ApiRequest } from './api-request.ts';
import type { ApiAnswer, Download } from './send-http.ts';

/** An open way to one server's admin plane. */
export type Connection = {
  /** As a person knows it: `https://boot.example`, `the server of ./data`. */
  readonly name: string;
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** What lies at a path of the admin plane, as it comes; whatever its status. */
  download(path: string): Promise<Download>;
  dispose(): Promise<void>;
};
