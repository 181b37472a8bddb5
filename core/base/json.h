#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace receptive {

/// A JSON value (RFC 8259). Objects keep the order in which they were written; a name that comes
/// twice keeps its first place and its last value.
///
/// Written as in JavaScript: {{"name", "c1"}, {"size", {28, 28}}} is an object, since each of its
/// parts is a list of two whose first is a text; {28, 28} is a list.
class Json {
 public:
  struct Member;

  /// Through a list or the values of an object.
  class Iterator {
   public:
    explicit Iterator(const Member* at) : at_(at) {}
    const Json& operator*() const;
    const Json* operator->() const { return &**this; }
    Iterator& operator++();
    friend bool operator==(Iterator, Iterator) = default;

   private:
    const Member* at_;
  };

  Json() = default;
  Json(std::nullptr_t) {}
  template <std::same_as<bool> Bool>
  Json(Bool value) : kind_(Kind::boolean), number_{.whole = value ? 1U : 0U} {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  Json(Number value) {
    if constexpr (std::is_signed_v<Number>) {
      set_whole(value);
    } else {
      set_whole(static_cast<std::uint64_t>(value));
    }
  }
  /// One that is not finite is written as null.
  Json(double value) : kind_(Kind::real), number_{.real = value} {}
  Json(float value) : Json(static_cast<double>(value)) {}
  Json(std::string_view text);
  Json(const std::string& text) : Json(std::string_view(text)) {}
  Json(const char* text) : Json(std::string_view(text)) {}
  /// A list of what can be a value itself.
  template <typename Range>
    requires(!std::same_as<Range, Json> && std::ranges::input_range<const Range> &&
             !std::convertible_to<const Range&, std::string_view>)
  Json(const Range& values) : Json(array()) {
    for (const auto& value : values) push_back(value);
  }
  Json(std::initializer_list<Json> parts);

  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  static Json array();
  static Json array(std::initializer_list<Json> values);
  static Json object();

  /// What `parse_json` gives for a text that is not JSON.
  [[nodiscard]] bool is_discarded() const { return kind_ == Kind::discarded; }
  [[nodiscard]] bool is_boolean() const { return kind_ == Kind::boolean; }
  [[nodiscard]] bool is_number() const { return is_whole() || kind_ == Kind::real; }
  /// Written without point and exponent, from 0 to 2^64 - 1.
  [[nodiscard]] bool is_number_unsigned() const { return kind_ == Kind::whole; }
  [[nodiscard]] bool is_string() const { return kind_ == Kind::text; }
  [[nodiscard]] bool is_array() const { return kind_ == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind_ == Kind::object; }
  /// "null", "boolean", "number", "string", "array", "object" or "discarded".
  [[nodiscard]] const char* type_name() const;

  /// @throws ArgumentError for a value of another kind, as all of the following do. A number
  /// becomes another type as a cast does, and one too large for an integer the nearest one.
  template <typename Value>
  [[nodiscard]] Value get() const {
    if constexpr (std::same_as<Value, bool>) {
      return as_bool();
    } else if constexpr (std::floating_point<Value>) {
      return static_cast<Value>(as_real());
    } else if constexpr (std::same_as<Value, std::uint64_t>) {
      return as_unsigned();
    } else if constexpr (std::integral<Value>) {
      using Limits = std::numeric_limits<Value>;
      return static_cast<Value>(
          std::clamp<std::int64_t>(as_signed(), Limits::min(), Limits::max()));
    } else if constexpr (std::same_as<Value, std::string>) {
      return as_text();
    } else {
      Value values;
      if (!is_array()) refuse("a list");
      for (const Json& value : *this) values.push_back(value.get<typename Value::value_type>());
      return values;
    }
  }
  template <typename Number>
    requires std::is_arithmetic_v<Number>
  operator Number() const {
    return get<Number>();
  }

  /// Parts of a list or an object; 0 for what has none, 1 for a plain value.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Iterator begin() const { return Iterator(items().data()); }
  [[nodiscard]] Iterator end() const;
  /// The names and values of an object; the values of a list with empty names.
  [[nodiscard]] std::span<const Member> items() const;

  [[nodiscard]] Iterator find(std::string_view name) const;
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != end(); }
  /// The value of that name, or `otherwise`.
  [[nodiscard]] Json value(std::string_view name, const Json& otherwise) const;
  [[nodiscard]] const Json& at(std::string_view name) const;
  [[nodiscard]] const Json& at(const char* name) const { return at(std::string_view(name)); }
  [[nodiscard]] const Json& at(std::size_t index) const;
  [[nodiscard]] const Json& at(int index) const { return at(static_cast<std::size_t>(index)); }
  const Json& operator[](std::size_t index) const { return at(index); }
  const Json& operator[](int index) const { return at(index); }
  const Json& operator[](const char* name) const { return at(name); }
  /// The value of that name, null if it is new. A null becomes an object.
  Json& operator[](std::string_view name);
  Json& operator[](const char* name) { return (*this)[std::string_view(name)]; }

  /// A null becomes a list.
  void push_back(Json value);
  /// Takes over the members of another object.
  void update(const Json& other);

  /// Numbers of different kinds are equal when their values are, members in whatever order.
  friend bool operator==(const Json& one, const Json& other) { return one.equals(other); }

  /// The text, without spaces. Bytes that are not UTF-8 become U+FFFD.
  /// @param ascii with everything else as \u escapes.
  [[nodiscard]] std::string dump(bool ascii = false) const;

 private:
  enum class Kind : std::uint8_t {
    null,
    discarded,
    boolean,
    whole,
    negative,
    real,
    text,
    array,
    object
  };
  union Number {
    std::uint64_t whole;
    std::int64_t negative;
    double real;
    std::string* text;
    std::vector<Member>* members;
  };
  friend class JsonReader;
  friend class JsonWriter;

  [[nodiscard]] bool is_whole() const { return kind_ == Kind::whole || kind_ == Kind::negative; }
  [[nodiscard]] bool has_members() const { return is_array() || is_object(); }
  void set_whole(std::uint64_t value);
  void set_whole(std::int64_t value);
  void set_whole(int value) { set_whole(std::int64_t{value}); }
  void become(Kind kind);
  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] double as_real() const;
  [[nodiscard]] std::int64_t as_signed() const;
  [[nodiscard]] std::uint64_t as_unsigned() const;
  [[nodiscard]] const std::string& as_text() const;
  [[nodiscard]] bool equals(const Json& other) const;
  [[noreturn]] void refuse(const char* expected) const;

  Kind kind_ = Kind::null;
  Number number_{.whole = 0};
};

struct Json::Member {
  std::string name;
  Json value;
};

/// How deep lists and objects may stand in each other: a text of brackets must not use up the
/// stack.
constexpr int deepest_json = 256;

/// Strict, but for a byte order mark at the beginning, which is passed over. A number beyond the
/// largest double is refused, and so are half of a surrogate pair and bytes that are not UTF-8.
/// @return a value for which `is_discarded()` when the text is not JSON, or deeper than
///   `deepest_json`.
Json parse_json(std::string_view text);

}  // namespace receptive
