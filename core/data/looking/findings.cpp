#include "data/looking/findings.h"

#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/json.h"

namespace receptive {

namespace {

struct Candidate {
  std::size_t part = 0;
  std::size_t sample = 0;
  Destination to = {};
};

std::vector<Candidate> candidates_of(const Plan& plan) {
  std::vector<Candidate> all;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    const auto add = [&](std::size_t sample, std::size_t place) {
      const Destination& to = plan.destinations[p][place];
      if (to.label >= 0) all.push_back({.part = p, .sample = sample, .to = to});
    };
    for (std::size_t i = 0; i < part.samples.size(); ++i)
      add(i, static_cast<std::size_t>(part.samples[i].place));
    for (std::size_t i = 0; i < part.decoded.size(); ++i) add(i, part.decoded[i].place);
  }
  return all;
}

/// Three for training and one for testing where there are, each of another class as far as that
/// goes.
std::vector<Candidate> chosen_of(const std::vector<Candidate>& all) {
  constexpr std::size_t most = 4;
  std::vector<Candidate> chosen;
  std::set<std::int32_t> classes;
  std::set<std::pair<std::size_t, std::size_t>> taken;
  const auto take = [&](std::size_t count, bool other_class, bool any_split, Split split) {
    for (const Candidate& one : all) {
      if (chosen.size() >= count) return;
      if (!any_split && one.to.split != split) continue;
      if (other_class && classes.contains(one.to.label)) continue;
      if (!taken.insert({one.part, one.sample}).second) continue;
      classes.insert(one.to.label);
      chosen.push_back(one);
    }
  };
  take(most - 1, true, false, Split::train);
  take(most - 1, false, false, Split::train);
  take(most, true, false, Split::test);
  take(most, false, false, Split::test);
  take(most, true, true, Split::train);
  take(most, false, true, Split::train);
  return chosen;
}

/// The order in which choices are shown; they are made in another.
constexpr std::array<const char*, 9> asked_order = {"set",  "labels", "test",   "size",  "fit",
                                                    "turn", "ink",    "colour", "values"};

Json json_of(const Choice& choice) {
  Json options = Json::array();
  for (const Option& option : choice.options) {
    options.push_back({{"value", option.value}, {"title", option.title}});
  }
  return {{"name", choice.name}, {"value", choice.value}, {"options", options}};
}

/// How the plan's pictures look, and some of them.
Findings shown_findings(Plan plan, const Choices& wanted, const std::optional<SetForm>& form) {
  Findings findings{.plan = std::move(plan)};
  if (findings.plan.parts.empty()) return findings;
  findings.appearance = find_appearance(findings.plan, wanted, form);
  const Appearance& appearance = findings.appearance;
  for (const Candidate& one : chosen_of(candidates_of(findings.plan))) {
    const Part& part = *findings.plan.parts[one.part];
    FoundPicture picture{.label = one.to.label, .split = one.to.split};
    picture.pixels.resize(appearance.bytes());
    if (part.kind == Part::Kind::pictures) {
      const PictureSample& sample = part.decoded[one.sample];
      to_bytes(shown({sample.width, sample.height, sample.channels, sample.bits, sample.bytes},
                     appearance),
               picture.pixels);
    } else {
      to_bytes(shown(part.samples[one.sample].values, one.part, appearance), picture.pixels);
    }
    findings.pictures.push_back(std::move(picture));
  }
  return findings;
}

}  // namespace

Findings make_findings(const FoundParts& found, const std::vector<ClassList>& lists,
                       const Choices& wanted) {
  return shown_findings(plan_set(found, lists, wanted), wanted, {});
}

Findings make_findings(const FoundParts& found, const SetForm& form, const Choices& wanted) {
  return shown_findings(plan_addition(found, form.class_name), wanted, form);
}

std::string findings_json(const Findings& findings) {
  const Plan& plan = findings.plan;
  const Appearance& appearance = findings.appearance;
  Json classes = Json::array();
  for (const PlannedClass& one : plan.classes) {
    classes.push_back({{"name", one.name}, {"train", one.train}, {"test", one.test}});
  }
  Json choices = Json::array();
  for (const char* name : asked_order) {
    for (const Choice& choice : plan.choices) {
      if (choice.name == name && choice.options.size() > 1) choices.push_back(json_of(choice));
    }
  }
  Json pictures = Json::array();
  for (const FoundPicture& picture : findings.pictures) {
    pictures.push_back(
        {{"label", picture.label}, {"split", picture.split == Split::test ? "test" : "train"}});
  }
  Json result = {{"title", plan.set},
                 {"channels", appearance.channels},
                 {"height", appearance.height},
                 {"width", appearance.width},
                 {"trainCount", plan.train_count},
                 {"testCount", plan.test_count},
                 {"classes", classes},
                 {"choices", choices},
                 {"checks", Json(plan.checks)},
                 {"notes", Json(plan.notes)},
                 {"paper", Json(appearance.ink.paper)},
                 {"ink", Json(appearance.ink.ink)},
                 {"pictures", pictures}};
  if (!plan.problem.empty()) result["problem"] = plan.problem;
  return result.dump();
}

Choices read_choices(const std::string& json) {
  Choices choices;
  const Json all = parse_json(json);
  if (!all.is_object()) throw FormatError("choices: expected a JSON object, found another text");
  for (const Json::Member& member : all.items()) {
    if (member.name == "classNames") {
      choices.class_names = member.value.get<std::vector<std::string>>();
    } else {
      choices.chosen[member.name] = member.value.get<std::string>();
    }
  }
  return choices;
}

}  // namespace receptive
