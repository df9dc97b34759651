import { z } from 'zod';

const endpointSchema = z.object({
  interface: z.string(),
  region: z.string().nullish(),
  region_id: z.string().nullish(),
  url: z.string(),
});

const tokenSchema = z.object({
  token: z.object({
    expires_at: z.string(),
    project: z.object({ id: z.string(), name: z.string() }).optional(),
    user: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.object({ name: z.string() })).default([]),
    catalog: z
      .array(z.object({ type: z.string(), name: z.string().default(''), endpoints: z.array(endpointSchema) }))
      .default([]),
  }),
});

/** What Identity says of us, and where the services are. */
export type Token = {
  /** The secret itself. */
  readonly id: string;
  readonly expiresAt: Date;
  readonly user: { readonly id: string; readonly name: string };
  readonly project: { readonly id: string; readonly name: string } | null;
  readonly roles: readonly string[];
  readonly catalogue: readonly Endpoint[];
};

export type Endpoint = {
  readonly service: string;
  readonly interface: string;
  readonly region: string;
  readonly url: string;
};

/** Null: this is no answer of Identity v3. */
export function parseToken(id: string | null, json: unknown): Token | null {
  const parsed = tokenSchema.safeParse(json);
  if (id === null || !parsed.success) return null;
  const { expires_at, project, user, roles, catalog } = parsed.data.token;
  const catalogue = catalog.flatMap(({ type, endpoints }) =>
    endpoints.map((endpoint) => ({
      service: type,
      interface: endpoint.interface,
      region: endpoint.region_id ?? endpoint.region ?? '',
      url: endpoint.url,
    })),
  );
  return {
    id,
    expiresAt: new Date(expires_at),
    user,
    project: project ?? null,
    roles: roles.map(({ name }) => name),
    catalogue,
  };
}
