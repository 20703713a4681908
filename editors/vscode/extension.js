// Starts the language server of guiju for rule packs, and for those YAML files that are case files.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const CASE = /^(?:程序|procedure|案卷|case)\s*:/m;
const CASE_HEAD = 4000; // a case file names its procedure near the top

let client;
let starting;

function isOurs(document) {
  if (document.languageId === "guiju") {
    return true;
  }
  if (document.languageId !== "yaml" || document.uri.scheme !== "file") {
    return false;
  }
  const head = new vscode.Range(document.positionAt(0), document.positionAt(CASE_HEAD));
  return CASE.test(document.getText(head));
}

function inLanguage(zh, en) {
  return vscode.env.language.toLowerCase().startsWith("zh") ? zh : en;
}

function makeClient() {
  const command = vscode.workspace.getConfiguration("guiju").get("path") || "guiju";
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  return new LanguageClient("guiju", "guiju", server, {
    documentSelector: [
      { scheme: "file", language: "guiju" },
      { scheme: "file", language: "yaml" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{rule,yaml,yml}") },
  });
}

async function start() {
  client = makeClient();
  try {
    await client.start();
  } catch (error) {
    client = undefined; // not tried again before a restart or a new path, else every key would ask anew
    vscode.window.showErrorMessage(
      inLanguage(
        "没能启动 guiju。请先安装:pip install 'guiju[editor]',或者在设置 guiju.path 里写明程序的位置。",
        "guiju could not be started. Install it with: pip install 'guiju[editor]', or set guiju.path.",
      ) + ` (${error.message})`,
    );
  }
}

function startFor(document) {
  if (starting === undefined && isOurs(document)) {
    starting = start();
  }
}

async function restart() {
  await deactivate();
  starting = start();
  await starting;
}

function activate(context) {
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidChangeTextDocument((event) => startFor(event.document)),
    vscode.commands.registerCommand("guiju.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (starting !== undefined && event.affectsConfiguration("guiju.path")) {
        restart();
      }
    }),
  );
  vscode.workspace.textDocuments.forEach(startFor);
}

async function deactivate() {
  const running = client;
  client = undefined;
  starting = undefined;
  if (running !== undefined) {
    await running.stop();
  }
}

module.exports = { activate, deactivate };
