import { testServerKilled } from './server-killed.ts';

testServerKilled('bios');
