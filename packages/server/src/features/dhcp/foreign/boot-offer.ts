import { clientKinds } from '../client-kinds.ts';
import type { ClientKind } from '../client-kinds.ts';
import type { DhcpPlan, Origin } from '../plan-dhcp.ts';

/** What a DHCP server that is not ours must be told: where we are, and what each kind of machine boots. */
export type BootOffer = {
  readonly origin: Origin;
  /** `http://10.20.0.1:8080/bootstrap.ipxe` */
  readonly scriptUrl: string;
  readonly clients: readonly OfferedClient[];
};

export type OfferedClient = ClientKind & {
  readonly loader: string;
  /** The loader by TFTP (`undionly.kpxe`) or, for HTTP boot, as a URL. */
  readonly bootFile: string;
};

/** Also kinds whose loader is not there yet: the lines stay right when it comes. 32-bit UEFI only when it is. */
export function bootOfferOf({ origin, loaders }: DhcpPlan): BootOffer {
  const clients = clientKinds.flatMap((kind) => {
    const loader = loaders.get(kind.name) ?? (kind.name.endsWith('ia32') ? undefined : kind.loaders[0]);
    if (loader === undefined) return [];
    const bootFile = kind.vendorClass === 'HTTPClient' ? `${origin.url}/firmware/${loader}` : loader;
    return [{ ...kind, loader, bootFile }];
  });
  return { origin, scriptUrl: `${origin.url}/bootstrap.ipxe`, clients };
}
