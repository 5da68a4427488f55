// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_MEMBERS_HPP
#define CONNECTPSP_TESTS_SANDBOX_MEMBERS_HPP

#include "json.hpp"
#include "message.hpp"
#include "money_text.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace sandbox {

/// The body's JSON object, or the refusal that the body earns.
std::variant<json_value, reply> read_object(request const& req);

/// Reads a JSON object member by member and keeps the first complaint, which names the member.
/// After a complaint whatever is read is blank, so that a reader needs one check at its end.
/// Unknown members are ignored; null counts as absent.
class members {
public:
    members(json_value const& object, std::string& complaint)
        : object_(&object)
        , complaint_(complaint) {}

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    std::string text(std::string_view name);          ///< there and not empty
    std::string optional_text(std::string_view name); ///< empty when absent
    std::string one_of(std::string_view name, std::initializer_list<std::string_view> known);
    centavos amount(std::string_view name); ///< whole centavos above zero
    /// A whole number from 1 to `most`; `usual` when absent.
    int count(std::string_view name, int usual, int most);
    members object(std::string_view name);
    [[nodiscard]] json_value const& json() const;
    /// Complains of any other member, where a misspelt one must not pass for one left out.
    void only(std::initializer_list<std::string_view> known);

    void complain(std::string_view name, std::string_view what);

private:
    members(json_value const* object, std::string& complaint, std::string prefix)
        : object_(object)
        , complaint_(complaint)
        , prefix_(std::move(prefix)) {}
    [[nodiscard]] json_value const* find(std::string_view name) const;

    json_value const* object_; // null after a complaint about the object itself
    std::string& complaint_;
    std::string prefix_ = {}; // `payer.`
};

} // namespace sandbox

#endif
