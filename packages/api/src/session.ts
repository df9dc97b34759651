import { z } from 'zod';
import { permissionSchema } from './permission.ts';

export const signInSchema = z.object({
  username: z.string().min(1).max(320),
  password: z.string().min(1).max(1024),
});

/** Who is signed in, and what that person may do at this moment. */
export const sessionSchema = z.object({
  /** As audit records name it: `ada`, `directory:ada`. */
  actor: z.string(),
  roles: z.array(z.string()),
  /** Everywhere, or at least for the machines of a scope. */
  permissions: z.array(permissionSchema),
  /** Permissions that count only for machines with this label (`site=berlin`). */
  scopes: z.array(z.object({ label: z.string(), permissions: z.array(permissionSchema) })),
  /** Where machines reach the server: the setting `bootUrl` (null: not set), and the port of the boot plane. */
  boot: z
    .object({ url: z.string().nullable(), port: z.int().nonnegative() })
    .default({ url: null, port: 8080 }),
  /** To be sent as `x-netberth-csrf` with every request that is not a GET. */
  csrf: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

/** A way to sign in. */
export const providerSchema = z.object({
  id: z.string(),
  kind: z.enum(['password', 'oidc']),
  label: z.string(),
  /** Where a browser goes to sign in so; null: a password is sent to the API. */
  href: z.string().nullable().default(null),
});
export type Provider = z.infer<typeof providerSchema>;

export const changePasswordSchema = z.object({
  current: z.string().min(1).max(1024),
  password: z.string().min(12, 'is shorter than 12 characters').max(1024),
});
