// SPDX-License-Identifier: Apache-2.0
// The command line: salus serve · demo · token · audit verify.
#include "commands.hpp"
#include "crypto/crypto.hpp"

#include <cstdlib>

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  salus::crypto::forbid_dumps();
  CLI::App app("Salus: telehealth whose compliance is provable");
  app.set_version_flag("--version", SALUS_VERSION);
  app.require_subcommand(1);

  salus::ServeOptions serve;
  const auto common = [&serve](CLI::App* command) {
    command->add_option("--home", serve.home, "Directory with the clinic's data")->capture_default_str();
    command->add_option("--port", serve.port, "Port of the portals; a taken one is an error")
        ->check(CLI::Range(1, 65535));
    command
        ->add_option("--metrics-port", serve.metrics_port,
                     "Loopback port of /metrics; a taken one is an error (default: the portals' + 1000)")
        ->check(CLI::Range(1, 65535));
    command->add_option("--policy", serve.policy, "Folder of the policy files");
    command->add_option("--web", serve.web, "Folder of the built portals");
  };
  auto* serve_command = app.add_subcommand("serve", "Serve a clinic that exists");
  common(serve_command);
  serve_command->add_option("--address", serve.address, "Numeric address to listen on")
      ->capture_default_str();
  auto* certificate = serve_command->add_option("--certificate", serve.certificate,
                                                "The clinic's certificate (PEM, leaf first)");
  auto* key = serve_command->add_option("--key", serve.key, "Its key (PEM, mode 0600)");
  certificate->needs(key);
  key->needs(certificate);
  auto* demo_command =
      app.add_subcommand("demo", "Serve the demo clinic on loopback; make it when it doesn't exist");
  common(demo_command);
  demo_command->add_flag("--fresh", serve.fresh, "Delete the demo home and start over");
  demo_command->add_option("--seed", serve.seed, "Seed of the invented people")->capture_default_str();

  salus::TokenOptions token;
  auto* token_command = app.add_subcommand("token", "Sign in to a demo clinic and print a bearer token");
  token_command->add_option("--home", token.home, "Directory with the clinic's data")->capture_default_str();
  token_command->add_option("--account", token.email, "E-mail of a demo account")->required();

  salus::VerifyOptions verify;
  auto* audit_command = app.add_subcommand("audit", "The audit log");
  audit_command->require_subcommand(1);
  auto* verify_command =
      audit_command->add_subcommand("verify", "Check a sink against its signed checkpoints");
  verify_command->add_option("--home", verify.home, "Directory with the clinic's data")
      ->capture_default_str();
  verify_command->add_option("path", verify.sink, "Folder of the sink (default: <home>/audit)");
  verify_command->add_option("--public-key", verify.public_key, "Verifier key that you hold");
  verify_command->add_option("--since", verify.since, "A checkpoint seen before: \"size root\"");

  CLI11_PARSE(app, argc, argv);
  if (*serve_command) return salus::serve(serve);
  if (*demo_command) return salus::serve_demo(serve);
  if (*token_command) return salus::print_token(token);
  if (*verify_command) return salus::verify_audit(verify);
  return EXIT_FAILURE;
}
