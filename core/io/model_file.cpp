#include "io/model_file.h"

#include "base/error.h"
#include "io/tensor_entry.h"
#include "io/weight_match.h"

namespace receptive {

namespace {

bool is_object(const Json& value) { return value.is_object(); }
bool is_number(const Json& value) { return value.is_number(); }
bool are_texts(const Json& value) {
  if (!value.is_array()) return false;
  for (const Json& item : value) {
    if (!item.is_string()) return false;
  }
  return true;
}
bool is_range(const Json& value) {
  return value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number() &&
         value[0].get<double>() < value[1].get<double>();
}

struct Remark {
  const char* name;
  bool (*holds)(const Json&);
  const char* expected;
};

constexpr const char* a_number = "a number";
constexpr Remark remarks_known[] = {{"spec", is_object, "a specification as JSON"},
                                    {"classes", are_texts, "a list of names"},
                                    {"range", is_range, "two numbers, the lower one first"},
                                    {"step", is_number, a_number},
                                    {"averaged", is_number, a_number},
                                    {"testAccuracy", is_number, a_number},
                                    {"testExamples", is_number, a_number},
                                    {"addedDigits", is_number, a_number},
                                    {"seed", is_number, a_number},
                                    {"digitWidth", is_number, a_number}};

Json value_of(const Json::Member& remark) {
  for (const Remark& known : remarks_known) {
    if (known.name != remark.name) continue;
    Json value = parse_json(remark.value.get<std::string>());
    if (known.holds(value)) return value;
    throw FormatError({.where = "model file",
                       .argument = remark.name,
                       .expected = known.expected,
                       .found = "another text"});
  }
  return remark.value;
}

}  // namespace

void describe_data(Json& remarks, const Dataset& data) {
  if (!data.class_names.empty() && !remarks.contains("classes")) {
    remarks["classes"] = Json(data.class_names);
  }
  if (!remarks.contains("range")) remarks["range"] = Json::array({data.low, data.high});
}

std::vector<std::uint8_t> write_model_file(const Json& remarks, const Graph& graph,
                                           const ParameterSet& answering,
                                           const ParameterSet* trained) {
  Json metadata = Json::object();
  for (const Json::Member& remark : remarks.items()) {
    Json& text = metadata[remark.name];
    text = remark.value.is_string() ? remark.value : Json(remark.value.dump());
    (void)value_of({remark.name, text});  // nobody could read what it refuses
  }
  std::vector<NamedValues> tensors;
  const auto add = [&](const ParameterSet& set, std::string_view behind) {
    for (const ParameterName& name : parameter_names(graph)) {
      tensors.push_back({.name = name.text + std::string(behind),
                         .shape = entry_shape(*name.info),
                         .values = set.views()[static_cast<std::size_t>(name.index)].values()});
    }
  };
  add(answering, "");
  if (trained != nullptr) add(*trained, trained_suffix);
  return write_safetensors(metadata, tensors);
}

Json read_remarks(const Safetensors& file) {
  Json remarks = Json::object();
  if (!file.metadata.contains("spec")) return remarks;
  Json seed;
  Json width;
  for (const Json::Member& remark : file.metadata.items()) {
    const bool beside = remark.name == "seed" || remark.name == "digitWidth";
    Json& place = !beside ? remarks[remark.name] : remark.name == "seed" ? seed : width;
    place = value_of(remark);
  }
  Json& spec = remarks["spec"];
  if (seed.is_number()) spec["seed"] = seed;
  if (width.is_number() && width != Json(0) && spec.value("fit", Json::object()).is_object()) {
    spec["fit"]["digitWidth"] = width;
  }
  return remarks;
}

std::string spec_of_model(const Json& remarks) {
  if (remarks.contains("spec")) return remarks["spec"].dump();
  throw FormatError({.where = "model file",
                     .argument = {},
                     .expected = "a 'spec' in its metadata, which says what its network is made of",
                     .found = "none"});
}

}  // namespace receptive
