import { writeFile } from 'node:fs/promises';
import { isInNetwork } from '../../config/dhcp-settings.ts';
import type { Database } from '../../database/work.ts';
import { renderReservations } from './dnsmasq/render-reservations.ts';
import type { DhcpPlan } from './plan-dhcp.ts';
import { changeMark, listReservations } from './reservation-store.ts';

/** dnsmasq's hosts file, kept as the known machines have it. */
export class ReservationFile {
  readonly #database: Database;
  readonly #path: string;
  #written: { readonly mark: number; readonly text: string } | null = null;

  constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** Cheap where nothing has changed. @returns whether dnsmasq must read the file anew */
  async follow({ mode, subnets }: DhcpPlan): Promise<boolean> {
    if (mode !== 'full') return false;
    const mark = await this.#database.read(changeMark);
    if (mark === this.#written?.mark) return false;
    const known = await this.#database.read(listReservations);
    const text = renderReservations(
      known.filter(({ address }) => subnets.some((subnet) => isInNetwork(address, subnet))),
    );
    const isNew = text !== this.#written?.text;
    if (isNew) await writeFile(this.#path, text);
    this.#written = { mark, text };
    return isNew;
  }
}
