// SPDX-License-Identifier: Apache-2.0
// The policy files as they are, and with each mistake that the loader must name by file, line and reason.
#include "world.hpp"

#include <cstdlib>
#include <fstream>

namespace salus::policy {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A copy of policy/ that a test may spoil.
class Files : public testing::Test {
 protected:
  Files() {
    std::string name = (fs::temp_directory_path() / "salus-policy-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    for (const auto& entry : fs::directory_iterator(policy_folder)) fs::copy(entry.path(), folder);
  }
  ~Files() override { fs::remove_all(folder); }

  /// Replaces the first `from` and says in which line it stood.
  int spoil(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = content(folder / file);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) return 0;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    std::ofstream(folder / file) << text.replace(at, from.size(), to);
    return static_cast<int>(line);
  }

  fs::path folder;
};

TEST_F(Files, as_they_are_hold_no_mistake) {
  const auto rules = load(folder);
  ASSERT_TRUE(rules) << describe(rules.error());
  EXPECT_EQ(rules->idle_limit, std::chrono::minutes(15));
  EXPECT_EQ(rules->session_limit, std::chrono::hours(12));
  EXPECT_EQ(rules->active_around_appointment, std::chrono::hours(24));
  EXPECT_EQ(rules->tls.minimum, "TLSv1.3");
  EXPECT_EQ(rules->tls.suites,
            (std::vector<std::string>{"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}));
  EXPECT_EQ(rules->tls.hsts_demo, std::chrono::seconds(300));
}

struct MistakeRow {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  const char* reason;
  int below = 0;  ///< lines from where the text stood to where the mistake is reported
};
const MistakeRow mistakes[] = {
    {"not TOML", "roles.toml", "idle_minutes = 15 ", "idle_minutes = = 15 ", ""},
    {"a word that means nothing", "roles.toml", "idle_minutes = 15", "idle_minuets = 15",
     "'idle_minuets' means nothing"},
    {"a number out of range", "roles.toml", "idle_minutes = 15", "idle_minutes = 600", "from 1 to 60"},
    {"a text for a number", "roles.toml", "absolute_hours = 12", "absolute_hours = \"12\"", "whole number"},
    {"a role that isn't one", "roles.toml", "role = \"nurse\"", "role = \"nurze\"", "'nurze' is no"},
    {"a class that isn't one", "roles.toml", "classes = [\"demographic\", \"operational\"]",
     "classes = [\"demografic\", \"operational\"]",
     "'demografic' is unknown in 'classes'; known are demographic"},
    {"a relation that isn't one", "roles.toml", "relations = [\"self\"]", "relations = [\"himself\"]",
     "no relation"},
    {"any beside a relation", "roles.toml", "relations = [\"self\"]", "relations = [\"self\", \"any\"]",
     "'any' alone"},
    {"a rule without classes", "roles.toml", "classes = [\"demographic\", \"operational\"]", "classes = []",
     "names actions, classes and purposes", -7},
    {"a kind without classes", "roles.toml", "kinds = [\"AuditEvent\"]", "kinds = [\"Device\"]",
     "Device has no classes"},
    {"a kind that can't be one", "roles.toml", "kinds = [\"AuditEvent\"]", "kinds = [\"audit\"]",
     "not the name of a kind"},
    {"two rules of one name", "roles.toml", "id = \"patient.write\"", "id = \"patient.book\"",
     "stands here twice"},
    {"a custodian who sees PHI", "roles.toml",
     "role = \"privacy_officer\"\nactions = [\"read\", \"search\"]\nkinds = [\"AuditEvent\"]",
     "role = \"custodian\"\nactions = [\"read\", \"search\"]\nkinds = [\"AuditEvent\"]",
     "AuditEvent may hold PHI, so no custodian", 2},
    {"an administrator who sees PHI", "roles.toml",
     "role = \"front_desk\"\nactions = [\"read\", \"search\", \"create\", \"update\"]\nkinds = [\"Patient\"]",
     "role = \"administrator\"\nactions = [\"read\"]\nkinds = [\"Patient\"]", "Patient may hold PHI", 2},
    {"a reader who could be custodian", "roles.toml",
     "from = [\"patient\", \"clinician\", \"nurse\", \"front_desk\", \"privacy_officer\"]",
     "from = [\"patient\", \"nurse\", \"front_desk\", \"privacy_officer\"]",
     "clinician reads records, so it must be kept apart from custodian", -2},
    {"a separation from itself", "roles.toml", "\"front_desk\", \"privacy_officer\", \"custodian\"]",
     "\"front_desk\", \"privacy_officer\", \"administrator\"]", "apart from itself"},
    {"a component named twice", "roles.toml", "name = \"visit\"", "name = \"identity\"", "stands here twice"},
    {"a kind of lax default", "classes.toml", "otherwise = \"clinical\"     # an extension",
     "otherwise = \"demographic\" # an extension", "must be the strictest class", 5},
    {"a kind of two subjects", "classes.toml", "identifier = [\"identifier\", \"photo\"]",
     "message = [\"photo\"]", "must be the strictest class"},
    {"an element of two classes", "classes.toml", "identifier = [\"identifier\", \"photo\"]",
     "identifier = [\"identifier\", \"name\"]", "'name' has two classes"},
    {"an extension that anybody reads", "classes.toml", "\"language\", \"active\"]",
     "\"language\", \"extension\"]", "'extension' may hold anything", -9},
    {"an element that can't be one", "classes.toml", "\"maritalStatus\"", "\"contact.name\"",
     "not the name of a top-level element", -1},
    {"a kind that stands twice", "classes.toml", "kind = \"Slot\"", "kind = \"Schedule\"",
     "Schedule stands here twice"},
    {"a kind offered in no known way", "classes.toml", "fhir = \"reads\"", "fhir = \"writes\"",
     "neither everything nor reads"},
    {"a label that lifts to nothing special", "classes.toml", "class = \"part2\"", "class = \"clinical\"",
     "class of its own"},
    {"a label in two classes", "classes.toml", "codes = [\"PSYTHPN\"]", "codes = [\"SUD\"]",
     "'SUD' stands here twice"},
    {"a tenant-wide kind that isn't", "search.toml", "kind = \"Practitioner\"", "kind = \"Practicioner\"",
     "not a kind"},
    {"a parameter that stands twice", "search.toml", "parameters = [\"_id\", \"identifier\"",
     "parameters = [\"name\", \"identifier\"", "'name' stands here twice for Patient"},
    {"a comparison that isn't one", "search.toml", "comparison = \"equal\"", "comparison = \"like\"",
     "the one that can be asked for is 'equal'"},
    {"no value at all", "search.toml", "most_values = 1 ", "most_values = 0 ", "whole number from 1"},
    {"nothing kept", "retention.toml", "days = 2192", "days = 0", "whole number from 1"},
    {"a kind kept by nobody", "retention.toml", "kinds = [\"Session\"]\n", "",
     "nothing says how long Session is kept", -1000},
    {"a kind kept twice", "retention.toml", "kinds = [\"Session\"]", "kinds = [\"Session\", \"Slot\"]",
     "Slot is kept by"},
    {"TLS below the floor", "tls.toml", "TLSv1.3", "TLSv1.2", "the floor is TLSv1.3"},
    {"a suite below the floor", "tls.toml", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_SHA256",
     "below the floor"},
    {"SRTP without encryption", "tls.toml", "AES_CM_128_HMAC_SHA1_80", "NULL_HMAC_SHA1_80",
     "below the floor"},
    {"HSTS of a day", "tls.toml", "seconds = 63072000", "seconds = 86400", "whole number from 31536000"},
    {"a hop from nowhere", "dataflow.toml", "from = \"patient_device\"", "from = \"patient_divice\"",
     "no declared system"},
    {"a hop to itself", "dataflow.toml", "to = \"edge\"", "to = \"patient_device\"", "leads nowhere"},
    {"a built hop to what is absent", "dataflow.toml", "to = \"audit_sink\"", "to = \"analytics\"",
     "touches 'analytics', which is absent"},
    {"a hop named twice", "dataflow.toml", "id = \"staff_edge\"", "id = \"patient_edge\"", "declared twice"},
    {"a hop that C++ can't name", "dataflow.toml", "id = \"staff_edge\"", "id = \"staff-edge\"", "not an id"},
    {"a basis that isn't one", "dataflow.toml", "basis = \"treatment\"", "basis = \"habit\"",
     "'habit' is no"},
    {"a class that can't travel", "dataflow.toml",
     "basis = \"public-only\"\nbaa = \"not needed: no PHI\"\nclasses = []",
     "basis = \"public-only\"\nbaa = \"not needed: no PHI\"\nclasses = [\"clinical\"]",
     "public-only, so it carries no class", 2},
    {"PHI in the clear", "dataflow.toml", "encryption = \"in-process\"",
     "encryption = \"not encrypted: public by accident\"", "carries PHI, so it must be encrypted"},
    {"encryption of no known kind", "dataflow.toml", "encryption = \"in-process\"", "encryption = \"rot13\"",
     "must begin with TLS 1.3"},
    {"an agreement that nobody signed", "dataflow.toml", "basis = \"treatment\"", "basis = \"baa\"",
     "isn't signed", 1},
    {"a region that isn't one", "dataflow.toml", "regions = [\"tenant\"]", "regions = [\"moon\"]",
     "no declared region"},
    {"an enforcer that isn't one", "dataflow.toml", "enforced = \"program\"", "enforced = \"hope\"",
     "neither program nor declared-only"},
    {"a label that is missing", "dataflow.toml", "retention = \"none: requests are not kept\"\n", "",
     "'retention' is missing", -1000},
};

TEST_F(Files, each_mistake_is_named_by_file_line_and_reason) {
  for (const MistakeRow& row : mistakes) {
    SCOPED_TRACE(row.name);
    const int line = spoil(row.file, row.from, row.to);
    ASSERT_GT(line, 0) << "the text to spoil isn't there";
    const auto rules = read(folder);
    ASSERT_FALSE(rules);
    bool named = false;
    for (const Mistake& mistake : rules.error()) {
      const bool here = row.below == -1000 || mistake.line == line + row.below;
      named |= mistake.file == std::string("policy/") + row.file && here &&
               mistake.reason.find(row.reason) != std::string::npos;
    }
    EXPECT_TRUE(named) << "line " << line + row.below << ": " << row.reason << "\nwas told:\n"
                       << describe(rules.error());
    fs::copy_file(policy_folder / row.file, folder / row.file, fs::copy_options::overwrite_existing);
  }
}

TEST_F(Files, all_mistakes_come_at_once) {
  spoil("roles.toml", "role = \"nurse\"", "role = \"nurze\"");
  spoil("tls.toml", "TLSv1.3", "TLSv1.2");
  spoil("dataflow.toml", "to = \"edge\"", "to = \"hedge\"");
  const auto rules = read(folder);
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().size(), 3U) << describe(rules.error());
}

TEST_F(Files, a_missing_file_stops_the_start) {
  for (const char* file :
       {"dataflow.toml", "roles.toml", "classes.toml", "search.toml", "retention.toml", "tls.toml"}) {
    fs::remove(folder / file);
    const auto rules = read(folder);
    ASSERT_FALSE(rules) << file;
    EXPECT_NE(describe(rules.error()).find(std::string("policy/") + file), std::string::npos);
    fs::copy_file(policy_folder / file, folder / file);
  }
}

/// The text without the one [[hop]] of this id.
std::string without_hop(const std::string& text, const std::string& id) {
  const std::size_t name = text.find("[[hop]]\nid = \"" + id + "\"\n");
  if (name == std::string::npos) return text;
  return text.substr(0, name) + text.substr(std::min(text.find("[[", name + 2), text.size()));
}

TEST_F(Files, deleting_any_one_hop_stops_the_start_and_names_it) {
  const std::string whole = content(policy_folder / "dataflow.toml");
  for (const Hop hop : hop::all) {
    const std::string id(hop.name());
    const std::string less = without_hop(whole, id);
    ASSERT_LT(less.size(), whole.size()) << id;
    std::ofstream(folder / "dataflow.toml") << less;
    const auto rules = load(folder);
    ASSERT_FALSE(rules) << id;
    EXPECT_EQ(rules.error().size(), 1U) << describe(rules.error());
    EXPECT_NE(
        rules.error().at(0).reason.find("hop '" + id + "' is compiled into this program and not declared"),
        std::string::npos)
        << describe(rules.error());
  }
}

TEST_F(Files, a_map_other_than_the_compiled_one_stops_the_start) {
  struct Row {
    const char* from;
    const char* to;
    const char* reason;
  };
  for (const Row& row :
       {Row{"id = \"portal_nurse\"", "id = \"portal_ward\"", "'portal_nurse' is compiled"},
        Row{"id = \"portal_nurse\"", "id = \"portal_ward\"", "'portal_ward' is declared as built"},
        Row{"classes = [\"demographic\", \"identifier\", \"clinical\", \"operational\"]",
            "classes = [\"demographic\", \"identifier\", \"operational\"]",
            "'portal_nurse' was compiled with other classes"}}) {
    ASSERT_GT(spoil("dataflow.toml", row.from, row.to), 0);
    ASSERT_TRUE(read(folder));
    const auto rules = load(folder);
    ASSERT_FALSE(rules);
    EXPECT_NE(describe(rules.error()).find(row.reason), std::string::npos) << describe(rules.error());
    fs::copy_file(policy_folder / "dataflow.toml", folder / "dataflow.toml",
                  fs::copy_options::overwrite_existing);
  }
}

}  // namespace
}  // namespace salus::policy
