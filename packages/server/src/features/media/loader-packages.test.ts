import { debianPackageOf, loaderFilesOf } from '@netberth/media';
import { expect, test } from 'vitest';
import { knownFiles } from '../firmware/known-files.ts';

test.each(loaderFilesOf(['bios', 'uefi', 'uefi-arm64', 'secureboot']))(
  'who lacks %s for a medium is told the package from which `firmware install` takes it',
  (loader) => {
    const known = knownFiles.find(({ file }) => file === loader);
    expect(debianPackageOf(loader)).toBe(known?.debian?.package ?? null);
  },
);
