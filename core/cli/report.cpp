#include "cli/report.h"

#include <unistd.h>

#include <cstdarg>
#include <cstdio>

namespace receptive::cli {

void Report::say(const std::string& line, const std::string& event, const Json& fields) {
  const std::scoped_lock lock(mutex_);
  clear_progress();
  if (json_) {
    Json object{{"event", event}};
    object.update(fields);
    std::printf("%s\n", object.dump().c_str());
  } else {
    std::printf("%s\n", line.c_str());
  }
  std::fflush(stdout);
}

void Report::progress(const std::string& line) {
  if (json_ || isatty(STDERR_FILENO) == 0) return;
  const std::scoped_lock lock(mutex_);
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
  progress_shown_ = true;
}

void Report::clear_progress() {
  if (!progress_shown_) return;
  std::fputs("\r\x1b[K", stderr);
  progress_shown_ = false;
}

std::string format(const char* pattern, ...) {
  char text[512];
  std::va_list arguments;
  va_start(arguments, pattern);
  (void)std::vsnprintf(text, sizeof text, pattern, arguments);
  va_end(arguments);
  return text;
}

}  // namespace receptive::cli
