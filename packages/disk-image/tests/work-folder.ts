import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for one test; `using` removes it. */
export class WorkFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'netberth-disk-image-'));

  file(name: string): string {
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    // Folders from an ISO are read-only, which keeps everybody but root from removing what is in them.
    execFileSync('chmod', ['-R', 'u+rwX', this.path]);
    rmSync(this.path, { recursive: true });
  }
}
