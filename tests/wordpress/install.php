<?php
// Installs a WordPress site with two users and prints their application passwords: an editor's, and one's who may only write drafts.
//   php install.php SITE HOST:PORT
[, $site, $host] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $host;
// The news of a new site would be mailed to its owner.
function wp_new_blog_notification() {}
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('The Harbour', 'owner', 'owner@harbour.test', true, '', wp_generate_password());
$GLOBALS['wp_rewrite']->set_permalink_structure('/%year%/%postname%/');
flush_rewrite_rules(false);
foreach (['ada' => 'editor', 'bob' => 'contributor'] as $name => $role) {
    $id = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(), 'user_email' => "$name@harbour.test", 'role' => $role]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Toombos']);
    echo "$name:$password\n";
}
