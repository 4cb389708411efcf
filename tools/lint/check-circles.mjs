import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../ensure-installed.mjs';

/** Imports by relative path only: Nx refuses circles of projects. Types count, too: files in a circle are read together. */
const importsOf = (file) =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName).replace(/\.js$/, '.ts'));

const sourcesIn = (directory) =>
  readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'dist', 'tmp', 'consumers'].includes(entry.name) ? [] : sourcesIn(path);
    return entry.name.endsWith('.ts') ? [join(root, path)] : [];
  });

/** Groups of files that all reach each other (Tarjan's strongly connected components), of two files or more. */
function circlesIn(graph) {
  const places = new Map();
  const lowest = new Map();
  const open = new Set();
  const circles = [];

  function visit(file) {
    const place = places.size;
    places.set(file, place);
    lowest.set(file, place);
    open.add(file);
    for (const imported of graph.get(file)) {
      if (!graph.has(imported)) continue;
      if (!places.has(imported)) visit(imported);
      if (open.has(imported)) lowest.set(file, Math.min(lowest.get(file), lowest.get(imported)));
    }
    if (lowest.get(file) !== place) return;
    const members = [...open].filter((member) => places.get(member) >= place);
    for (const member of members) open.delete(member);
    if (members.length > 1) circles.push(members);
  }

  for (const file of graph.keys()) if (!places.has(file)) visit(file);
  return circles;
}

/** Entities that are related import each other, as TypeORM has it, within one context. */
const isEntityCircle = (files) =>
  new Set(files.map(dirname)).size === 1 && files.every((file) => file.endsWith('.entity.ts'));

const graph = new Map(['apps', 'libs', 'tools'].flatMap(sourcesIn).map((file) => [file, importsOf(file)]));
const circles = circlesIn(graph).filter((files) => !isEntityCircle(files));

for (const files of circles) {
  process.exitCode = 1;
  console.error(`These files import each other:\n${files.map((file) => `  ${relative(root, file)}`).join('\n')}`);
}
if (circles.length === 0) console.log(`No import circle in ${graph.size} files, but of entities within a context.`);
