/** One cloud, in one region, and who we are there: what `clouds.yaml` and the environment come to. */
export type Cloud = {
  /** As `clouds.yaml` names it, or `envvars`. */
  readonly name: string;
  /** Identity v3, without a slash at the end: `https://cloud.example:5000/v3`. */
  readonly authUrl: string;
  readonly auth: Auth;
  /** Null: the one region that the catalogue has. */
  readonly region: string | null;
  readonly interface: Interface;
  /** Service type to URL, in place of what the catalogue says. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly tls: Tls;
};

export const interfaces = ['public', 'internal', 'admin'] as const;
export type Interface = (typeof interfaces)[number];

export type Auth =
  | {
      readonly method: 'password';
      readonly user: Named;
      readonly password: string;
      readonly scope: Scope;
    }
  | {
      readonly method: 'application-credential';
      /** By name it needs its user. */
      readonly credential: { readonly id: string } | { readonly name: string; readonly user: Named };
      readonly secret: string;
    }
  | { readonly method: 'token'; readonly token: string; readonly scope: Scope };

/** A user or a project: by id, or by a name within a domain. */
export type Named = { readonly id: string } | { readonly name: string; readonly domain: Domain };
export type Domain = { readonly id: string } | { readonly name: string };

export type Scope =
  | { readonly kind: 'project'; readonly project: Named }
  | { readonly kind: 'domain'; readonly domain: Domain }
  | { readonly kind: 'system' }
  /** What Identity gives by itself: the user's default project, or nothing. */
  | { readonly kind: 'none' };

/** Paths of PEM files; null: the system's own. */
export type Tls = {
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly isVerified: boolean;
};
