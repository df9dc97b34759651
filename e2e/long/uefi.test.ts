import { testServerKilled } from '../tests/server-killed.ts';

testServerKilled('uefi');
