#!/usr/bin/env bash
# Holds what the manifests amount to against the schemas of Kubernetes: first the values, then the names of all fields.
# Needs kubectl, node and npm; no cluster, and no .env. Ends with 69 when npm's registry cannot be reached.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$(dirname "$0")"/../{kubernetes,postgres,telemetry} "$work"
cd "$work/kubernetes"
cp overlays/demonstration/.env.example overlays/demonstration/.env
npm install --silent --no-audit --no-fund --ignore-scripts --prefer-offline --prefix . kubernetes-models@4.5.1 yaml@2 typescript@5 || exit 69

cat > check.cjs <<'END'
const { readFileSync, writeFileSync } = require('fs');
const documents = require('yaml').parseAllDocuments(readFileSync(0, 'utf8')).map(document => document.toJS());
let faults = 0;
const typed = documents.map((manifest, i) => {
  const { apiVersion, kind, metadata } = manifest;
  for (const key in kind === 'Secret' ? manifest.data : {}) // kustomize folds long values, which Kubernetes reads and the schema does not
    manifest.data[key] = manifest.data[key].replace(/\s/g, '');
  try {
    new (require(`kubernetes-models/${apiVersion}`)[kind])(manifest).validate();
  } catch (fault) {
    faults++;
    console.error(`${kind} ${metadata.name}: ${fault.message}`);
  }
  return `import type { I${kind} as Kind${i} } from "kubernetes-models/${apiVersion}/${kind}";\nexport const manifest${i}: Kind${i} = ${JSON.stringify(manifest, null, 1)};\n`;
});
writeFileSync('typed.ts', typed.join(''));
console.log(`${documents.length} manifests, ${faults} faulty`);
process.exitCode = faults > 0 ? 1 : 0;
END

for folder in base overlays/demonstration; do
  echo "$folder"
  kubectl kustomize "$folder" > rendered.yaml
  node check.cjs < rendered.yaml
  node_modules/.bin/tsc --noEmit --strict --skipLibCheck --module node16 --target es2022 typed.ts
done
