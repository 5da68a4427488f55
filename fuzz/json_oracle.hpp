// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_JSON_ORACLE_HPP
#define CONNECTPSP_FUZZ_JSON_ORACLE_HPP

#include "number_oracle.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// A JSON value that keeps what a DOM loses: a number's text, and members that appear twice.
struct json {
    enum class type { null, boolean, number, string, array, object };

    type kind = type::null;
    bool truth = false;
    bool mended = false;             ///< a string that differs from the document's
    std::string text{};              ///< of a string, unescaped; of a number, as it stands
    std::vector<std::string> keys{}; ///< of an object, one for each of `values`
    std::vector<json> values{};      ///< of an object or array
};

enum class verdict { good, syntax, incomplete, trailing, too_deep };

/// Whether bytes are the beginning of a character, and not a whole one: some bytes behind them make
/// it one. All that can stand at the bounds of a second byte are tried.
inline bool begins_character(std::string_view bytes) {
    constexpr char seconds[] = "\x80\x8F\x90\x9F\xA0\xBF";
    for (std::size_t size = bytes.size() + 1; size <= 4; ++size) {
        for (char const second : std::string_view{seconds, 6}) {
            std::string whole{bytes};
            if (whole.size() == 1) whole += second;
            whole.resize(size, '\x80');
            if (utf8_size(whole) == static_cast<int>(size)) return true;
        }
    }
    return false;
}

/// RFC 8259 once more, as plainly as it can be written, to judge the library's reader by. Like the
/// library it refuses what is not UTF-8, and escapes that stand for half of a surrogate pair; or
/// mends both, raw control characters in strings and a byte order mark.
class json_scanner {
public:
    json_scanner(std::string_view text, std::size_t depth, bool mending = false) noexcept
        : rest_(text)
        , depth_(depth)
        , mending_(mending) {}

    /// Reads the document. `into` holds it when it is good.
    verdict scan(json& into) {
        if (mending_ && rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
        space();
        if (!value(into)) return verdict_;
        space();
        return rest_.empty() ? verdict::good : verdict::trailing;
    }

    /// Whether a number has an exponent that Boost.JSON may call an overflow.
    bool huge_exponent() const noexcept { return huge_exponent_; }

private:
    bool wrong(verdict why) noexcept {
        verdict_ = why;
        return false;
    }
    bool wrong_here() noexcept {
        return wrong(rest_.empty() ? verdict::incomplete : verdict::syntax);
    }

    bool at(char c) const noexcept { return rest_.starts_with(c); }
    bool skip(char c) noexcept {
        if (!at(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void space() noexcept {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    }
    bool word(std::string_view expected) noexcept {
        for (char const c : expected)
            if (!skip(c)) return wrong_here();
        return true;
    }

    bool value(json& into) {
        if (rest_.empty()) return wrong_here();
        switch (rest_.front()) {
        case 'n': return word("null");
        case 't': into.truth = true; [[fallthrough]];
        case 'f': into.kind = json::type::boolean; return word(into.truth ? "true" : "false");
        case '"': into.kind = json::type::string; return string(into.text, into.mended);
        case '[': into.kind = json::type::array; return container(into, ']');
        case '{': into.kind = json::type::object; return container(into, '}');
        default: into.kind = json::type::number; return number(into.text);
        }
    }

    bool container(json& into, char end) {
        if (depth_ == 0) return wrong(verdict::too_deep);
        --depth_;
        rest_.remove_prefix(1);
        space();
        if (!at(end)) {
            do {
                space();
                if (into.kind == json::type::object) {
                    if (!at('"')) return wrong_here();
                    bool mended = false; // such a key holds what no key of ours does
                    if (!string(into.keys.emplace_back(), mended)) return false;
                    space();
                    if (!skip(':')) return wrong_here();
                    space();
                }
                if (!value(into.values.emplace_back())) return false;
                space();
            } while (skip(','));
        }
        ++depth_;
        return skip(end) || wrong_here();
    }

    bool number(std::string& into) {
        std::string_view const whole = rest_;
        auto const digits = [&] {
            if (rest_.empty() || !is_digit(rest_.front())) return wrong_here();
            while (!rest_.empty() && is_digit(rest_.front()))
                rest_.remove_prefix(1);
            return true;
        };
        skip('-');
        if (!skip('0') && !digits()) return false;
        if (skip('.') && !digits()) return false;
        if (skip('e') || skip('E')) {
            if (!skip('-')) skip('+');
            if (!digits()) return false;
        }
        into = whole.substr(0, whole.size() - rest_.size());
        huge_exponent_ = huge_exponent_ || split_number(into).exponent.size() >= 9;
        return true;
    }

    bool string(std::string& into, bool& mended) {
        rest_.remove_prefix(1);
        while (!skip('"')) {
            if (skip('\\')) {
                if (!escape(into, mended)) return false;
                continue;
            }
            int size = utf8_size(rest_);
            if (mending_ && !rest_.empty()) {
                mended = mended || size <= 0 || static_cast<unsigned char>(rest_.front()) < 0x20;
                if (size <= 0) {
                    into += "\uFFFD";
                    std::size_t bad = 1;
                    while (bad < rest_.size() && begins_character(rest_.substr(0, bad + 1)))
                        ++bad;
                    rest_.remove_prefix(bad);
                    continue;
                }
                into += rest_.substr(0, static_cast<std::size_t>(size));
                rest_.remove_prefix(static_cast<std::size_t>(size));
                continue;
            }
            if (size < 0) return wrong(verdict::incomplete);
            if (size == 0 || static_cast<unsigned char>(rest_.front()) < 0x20)
                return wrong(verdict::syntax);
            into += rest_.substr(0, static_cast<std::size_t>(size));
            rest_.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    /// For half a pair that is repaired: what follows is read as if it stood alone.
    bool half_pair(std::string& into, bool& mended) {
        into += "\uFFFD";
        mended = true;
        return true;
    }

    bool escape(std::string& into, bool& mended) {
        constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
        if (skip('u')) {
            unsigned unit = 0, second = 0;
            if (!hex4(unit)) return false;
            if (unit >= 0xDC00 && unit < 0xE000)
                return mending_ ? half_pair(into, mended) : wrong(verdict::syntax);
            if (unit < 0xD800 || unit >= 0xE000) return append_utf8(into, unit);
            if (mending_) {
                std::string const next{rest_.substr(0, 6)};
                bool const pair = next.size() == 6 && next.starts_with("\\u") &&
                                  (next[2] == 'd' || next[2] == 'D') &&
                                  std::string_view{"cdefCDEF"}.find(next[3]) != std::string::npos &&
                                  next.find_first_not_of("0123456789abcdefABCDEF", 4) == next.npos;
                if (!pair) return half_pair(into, mended);
            }
            if (!word("\\u") || !hex4(second)) return false;
            if (second < 0xDC00 || second >= 0xE000) return wrong(verdict::syntax);
            return append_utf8(into, 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00));
        }
        std::size_t const which = rest_.empty() ? names.npos : names.find(rest_.front());
        if (which == names.npos) return wrong_here();
        into += meanings[which];
        rest_.remove_prefix(1);
        return true;
    }

    bool hex4(unsigned& unit) noexcept {
        for (int i = 0; i != 4; ++i) {
            char const c = rest_.empty() ? '\0' : rest_.front();
            int const digit = is_digit(c)            ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) return wrong_here();
            unit = unit * 16 + static_cast<unsigned>(digit);
            rest_.remove_prefix(1);
        }
        return true;
    }

    static bool append_utf8(std::string& into, unsigned point) {
        int const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        constexpr unsigned marks[] = {0, 0xC0, 0xE0, 0xF0};
        into += static_cast<char>(marks[more] | point >> (6 * more));
        for (int left = more; left-- != 0;)
            into += static_cast<char>(0x80 | (point >> (6 * left) & 0x3F));
        return true;
    }

    std::string_view rest_;
    std::size_t depth_;
    bool mending_;
    verdict verdict_ = verdict::good;
    bool huge_exponent_ = false;
};

/// Whether Boost's DOM holds what the scanner read; of members that appear twice it keeps the last.
inline bool same(json const& ours, boost::json::value const& dom) {
    switch (ours.kind) {
    case json::type::null: return dom.is_null();
    case json::type::boolean: return dom.is_bool() && dom.get_bool() == ours.truth;
    case json::type::number:
        return dom.is_number() && (!dom.is_int64() || ours.text == "-0" ||
                                   ours.text == std::to_string(dom.get_int64()));
    case json::type::string:
        return dom.is_string() && std::string_view{dom.get_string()} == ours.text;
    case json::type::array: {
        if (!dom.is_array() || dom.get_array().size() != ours.values.size()) return false;
        for (std::size_t i = 0; i != ours.values.size(); ++i)
            if (!same(ours.values[i], dom.get_array()[i])) return false;
        return true;
    }
    case json::type::object: break;
    }
    if (!dom.is_object()) return false;
    std::map<std::string_view, json const*> last;
    for (std::size_t i = 0; i != ours.keys.size(); ++i)
        last[ours.keys[i]] = &ours.values[i];
    if (dom.get_object().size() != last.size()) return false;
    for (auto const& [key, value] : last) {
        auto const* const found = dom.get_object().if_contains(key);
        if (found == nullptr || !same(*value, *found)) return false;
    }
    return true;
}

} // namespace fuzz

#endif
