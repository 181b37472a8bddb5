#include "io/model_file.h"

#include <bit>
#include <cstring>

#include "io/refuse_file.h"
#include "io/shape_text.h"
#include "io/weight_match.h"

namespace receptive {

static_assert(std::endian::native == std::endian::little,
              "the values are written as they lie in memory");

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
  std::string_view name;
  bool (*holds)(const Json&);
  std::string_view expected;
};

constexpr std::string_view a_number = "a number";
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
    refuse_file({"its remark ", remark.name, " to be ", known.expected, ", found another text"});
  }
  return remark.value;
}

}  // namespace

void describe_data(Json& remarks, const Dataset& data) {
  if (!data.class_names.empty() && !remarks.contains("classes")) {
    remarks["classes"] = Json(data.class_names);
  }
  if (remarks.contains("range")) return;
  Json& range = remarks["range"];
  range.push_back(data.low);
  range.push_back(data.high);
}

std::vector<std::uint8_t> write_model_file(const Json& remarks, const Graph& graph,
                                           const ParameterSet& answering,
                                           const ParameterSet* trained) {
  Json header = Json::object();
  for (const Json::Member& remark : remarks.items()) {
    Json& text = header["__metadata__"][remark.name];
    text = remark.value.is_string() ? remark.value : Json(remark.value.dump());
    (void)value_of({remark.name, text});  // nobody could read what it refuses
  }
  std::vector<TensorView> values;
  std::size_t offset = 0;
  for (const bool beside : {false, true}) {
    const ParameterSet* set = beside ? trained : &answering;
    if (set == nullptr) continue;
    for (const ParameterName& name : parameter_names(graph)) {
      values.push_back(set->views()[static_cast<std::size_t>(name.index)]);
      Json& tensor = header[beside ? name.text + std::string(trained_suffix) : name.text];
      tensor["dtype"] = "F32";
      for (int i = 0; i < name.info->rank; ++i) {
        tensor["shape"].push_back(extents_of(*name.info)[static_cast<std::size_t>(i)]);
      }
      tensor["data_offsets"].push_back(offset);
      offset += values.back().count() * sizeof(float);
      tensor["data_offsets"].push_back(offset);
    }
  }
  std::string text = header.dump();
  // The values begin at a multiple of 8 bytes, as the format asks for.
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::vector<std::uint8_t> file(8 + text.size() + offset);
  std::uint8_t* next = file.data();
  const auto put = [&](const void* from, std::size_t bytes) {
    std::memcpy(next, from, bytes);
    next += bytes;
  };
  const auto length = static_cast<std::uint64_t>(text.size());
  put(&length, sizeof length);
  put(text.data(), text.size());
  for (const TensorView& view : values) put(view.data, view.count() * sizeof(float));
  return file;
}

Json read_remarks(const Safetensors& file) {
  Json remarks = Json::object();
  if (!file.metadata().contains("spec")) return remarks;
  Json seed;
  Json width;
  for (const Json::Member& remark : file.metadata().items()) {
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

}  // namespace receptive
