// Stores files with npm's dicomweb-client and prints how many of them the answer names as stored.
// node store-instances.cjs DICOMWEB-BASE-URL FILE…
const { readFileSync } = require('node:fs');

globalThis.XMLHttpRequest = require('xhr2');
const { api } = require('dicomweb-client');

const [url, ...files] = process.argv.slice(2);
const datasets = files.map((file) => new Uint8Array(readFileSync(file)).buffer);

new api.DICOMwebClient({ url }).storeInstances({ datasets }).then(
  (answer) => console.log(`${JSON.parse(answer)['00081199'].Value.length} stored`),
  (error) => {
    console.error(`${error.status}: ${error.response}`);
    process.exitCode = 1;
  },
);
