/* A style sheet as a module whose default export is its text, as the bundles and a checkout have it. */
module.exports = { process: (text) => ({ code: `module.exports = ${JSON.stringify(text)};` }) };
