#ifndef CONNECTPSP_DETAIL_SYMBOL_TEXT_HPP
#define CONNECTPSP_DETAIL_SYMBOL_TEXT_HPP

#include <string_view>

namespace connectpsp::detail {

/// Whether a server's text has the shape of an enumerator (`INSUFFICIENT_FUNDS`): only such text
/// may pass into a log, because it can hold neither a name, a document, a token nor a line break.
/// Digits are left out for that reason.
constexpr bool is_symbol_text(std::string_view text) noexcept {
    if (text.empty() || text.size() > 64) return false;
    for (char const c : text)
        if (!((c >= 'A' && c <= 'Z') || c == '_')) return false;
    return true;
}

} // namespace connectpsp::detail

#endif
