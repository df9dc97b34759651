import { roleBindingSchema } from '@netberth/api';
import { z } from 'zod';
import { listOf } from './list-of.ts';

/** `administrator`, `viewer,operator@site=berlin` */
export const roleListSchema = listOf(roleBindingSchema).pipe(z.array(z.string()).min(1, 'is empty'));
