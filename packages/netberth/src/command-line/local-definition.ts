import type { CommandDefinition } from '@netberth/api';
import type { z } from 'zod';

/** A verb that needs no server: declared like any command, without a route. */
export type LocalDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> = Omit<CommandDefinition<Input, Output>, 'http' | 'permission' | 'effect'> & { readonly http?: undefined };

/** What any verb has, wherever it runs. */
export type VerbDefinition = CommandDefinition | LocalDefinition;
